package io.fovea.ops.convolution;

import java.util.ArrayList;
import java.util.List;

import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Layout;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;

/**
 * A 3 x 3 convolution of stride 1 by Winograd's method, forward or, with the kernel reversed, of the gradient back to the
 * input: {@code Y = A' (U * V) A} with 36 products for 16 outputs where the definition has 144.
 *
 * <p>Block by block of tiles: transform the inputs, multiply (36 matrix products, tiles by channels), transform back.
 */
final class WinogradPass {
    /** Panels of outputs that are multiplied and transformed back at once: their products stay in the L2 cache. */
    private static final int PANELS = 2;

    /** Above this a part takes panels of the weights and not rows of tiles. */
    private static final long PANEL_BYTES = 512 << 10;

    private final MatrixKernel matrix;
    private final Tiling tiling;
    private final TransformedWeights weights;
    private final long zeros;
    private final InputTransform input;
    private final WinogradTiles v;
    private final OutputTransform output;
    private final WinogradTiles m;

    /**
     * A pass from images of a layout.
     *
     * @param padTop rows of zeros above the first output's first input
     * @param padLeft columns of zeros left of it
     * @param zeros byte address of as many zeros as there are output channels
     * @param output where the products go
     */
    WinogradPass(
            PlanContext p, String name, Tiling tiling, Layout from, int padTop, int padLeft, TransformedWeights weights,
            long zeros, OutputTransform output) {
        matrix = p.kernels().matrix();
        this.tiling = tiling;
        this.weights = weights;
        this.zeros = zeros;
        this.output = output;
        input = new InputTransform(p, name, from, padTop, padLeft, tiling.blockColumns());
        v = WinogradTiles.panels(p, name + " inputs", tiling.blockTiles(), from.value().channelStride());
        m = output.products();
    }

    /** Channels that are transformed back at once. */
    static int channels(WeightLayout weights) {
        return Math.min(weights.paddedColumns(), PANELS * 2 * weights.lanes());
    }

    /** What {@link #run} overwrites. */
    List<Buffer> scratch() {
        List<Buffer> all = new ArrayList<>(output.scratch());
        all.addAll(List.of(input.scratch(), v.buffer()));
        return all;
    }

    /** Rows of tiles or panels of channels: into how many parts the work may be cut. */
    int mostParts() {
        return byPanels() ? weights.layout().panels() / PANELS : tiling.down();
    }

    /** Many weights should not be read by each part; the inputs' transforms, which each makes then, are little beside them. */
    private boolean byPanels() {
        return 4L * weights.layout().floats() > PANEL_BYTES && weights.layout().panels() >= 2 * PANELS;
    }

    /**
     * Computes a part of the image at {@code y} from the one at {@code x}, both addresses of pixel [0][0].
     *
     * @param argmaxMask address of the marks of a pooling, or 0
     */
    void run(long x, long y, long argmaxMask, int part, int parts, int worker) {
        int panels = weights.layout().panels();
        if (byPanels()) {
            int first = panels * part / parts / PANELS * PANELS;
            int end = part + 1 == parts ? panels : panels * (part + 1) / parts / PANELS * PANELS;
            rows(x, y, argmaxMask, 0, tiling.down(), first, end, worker);
        } else {
            rows(x, y, argmaxMask, tiling.down() * part / parts, tiling.down() * (part + 1) / parts, 0, panels, worker);
        }
    }

    /** Computes small images, as many at once as make a block; the strides are from one to the next. */
    void run(long x, long strideX, long y, long strideY, int samples, int worker) {
        int panels = weights.layout().panels();
        for (int s = 0; s < samples; s += tiling.blockSamples()) {
            int count = Math.min(tiling.blockSamples(), samples - s);
            block(x + s * strideX, strideX, y + s * strideY, strideY, 0, count, 0, tiling.down(), 0, tiling.across(), 0,
                    panels, worker);
        }
    }

    private void rows(
            long x, long y, long argmaxMask, int firstRow, int endRow, int firstPanel, int endPanel, int worker) {
        for (int row = firstRow; row < endRow; row += tiling.blockRows()) {
            int rows = Math.min(tiling.blockRows(), endRow - row);
            for (int column = 0; column < tiling.across(); column += tiling.blockColumns()) {
                int columns = Math.min(tiling.blockColumns(), tiling.across() - column);
                block(x, 0, y, 0, argmaxMask, 1, row, rows, column, columns, firstPanel, endPanel, worker);
            }
        }
    }

    /** Tiles that are worked on at once: some rows and columns of tiles of some images. */
    private void block(
            long x, long strideX, long y, long strideY, long argmaxMask, int samples, int row, int rows, int column,
            int columns, int firstPanel, int endPanel, int worker) {
        for (int s = 0; s < samples; s++) {
            for (int r = 0; r < rows; r++) {
                input.run(x + s * strideX, row + r, column, columns, v, (s * rows + r) * columns, worker);
            }
        }
        WeightLayout u = weights.layout();
        for (int panel = firstPanel; panel < endPanel; panel += PANELS) {
            multiply(samples * rows * columns, panel, Math.min(endPanel, panel + PANELS), worker);
            int channel = 2 * panel * u.lanes();
            int channels = Math.min(m.channels(), u.paddedColumns() - channel);
            for (int s = 0; s < samples; s++) {
                for (int r = 0; r < rows; r++) {
                    output.run(
                            y + s * strideY, argmaxMask, row + r, column, columns, channel, channels,
                            (s * rows + r) * columns, worker);
                }
            }
        }
    }

    private void multiply(int tiles, int firstPanel, int endPanel, int worker) {
        WeightLayout u = weights.layout();
        for (int f = 0; f < Tiling.FREQUENCIES; f++) {
            for (int panel = firstPanel; panel < endPanel; panel++) {
                multiply(tiles, f, panel, m.at(worker, 0) + f * m.step() + 8L * (panel - firstPanel) * u.lanes(),
                        worker);
            }
        }
    }

    /** The whole panels of inputs are taps of one sum; a last narrow one adds to it. */
    private void multiply(int tiles, int f, int panel, long to, int worker) {
        WeightLayout u = weights.layout();
        int wide = u.groupRows() / v.channels();
        int rest = u.groupRows() % v.channels();
        long rowB = 4L * u.panelWidth(panel);
        long a = v.at(worker, 0) + f * v.step();
        long b = weights.at(f, panel);
        if (wide > 0) {
            matrix.multiply(
                    tiles, u.vectors(panel), a, wide, v.channels(), v.panelBytes(), 4, v.tileBytes(),
                    b, v.channels() * rowB, rowB, to, m.tileBytes(), zeros, 0);
        }
        if (rest > 0) {
            matrix.multiply(
                    tiles, u.vectors(panel), a + wide * v.panelBytes(), 1, rest, 0, 4, v.tileBytes(),
                    b + (u.groupRows() - rest) * rowB, 0, rowB, to, m.tileBytes(),
                    wide > 0 ? to : zeros, wide > 0 ? m.tileBytes() : 0);
        }
    }
}
