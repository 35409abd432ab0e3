package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.MatrixKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Layout;
import io.fovea.ops.Program;
import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;

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

    private final Kernels kernels;
    private final MatrixKernel matrix;
    private final Tiling tiling;
    private final Layout to;
    private final TransformedWeights weights;
    private final long bias;
    private final long zeros;
    private final Epilogue epilogue;
    private final InputTransform input;
    private final Frequencies v;
    private final Frequencies m;
    private final Buffer edge;

    /**
     * A pass between pictures of two layouts.
     *
     * @param padTop rows of zeros above the first output's first input
     * @param padLeft columns of zeros left of it
     * @param bias byte address of what is added to each output's channels
     * @param zeros byte address of as many zeros as there are output channels
     */
    WinogradPass(
            Program p, String name, Tiling tiling, Layout from, Layout to, int padTop, int padLeft,
            TransformedWeights weights, long bias, long zeros, Epilogue epilogue) {
        kernels = p.kernels();
        matrix = kernels.matrix();
        this.tiling = tiling;
        this.to = to;
        this.weights = weights;
        this.bias = bias;
        this.zeros = zeros;
        this.epilogue = epilogue;
        int channels = Math.min(to.value().pixelFloats(), PANELS * 2 * kernels.lanes());
        input = new InputTransform(p, name, from, padTop, padLeft, tiling.blockColumns());
        v = Frequencies.panels(p, name + " inputs", tiling.blockTiles(), from.value().pixelFloats());
        m = Frequencies.whole(p, name + " products", tiling.blockTiles(), channels);
        edge = p.buffer(name + " edge", Buffer.Kind.WORKER, 4L * Tiling.SIDE * channels);
    }

    /** What {@link #run} overwrites. */
    List<Buffer> scratch() {
        return List.of(input.scratch(), v.buffer(), m.buffer(), edge);
    }

    /** Rows of tiles or panels of channels: into how many parts the work may be cut. */
    int mostParts() {
        return byPanels() ? weights.layout().panels() / PANELS : tiling.down();
    }

    /** Many weights should not be read by each part; the inputs' transforms, which each makes then, are little beside them. */
    private boolean byPanels() {
        return 4L * weights.layout().floats() > PANEL_BYTES && weights.layout().panels() >= 2 * PANELS;
    }

    /** Computes a part of the picture at {@code y} from the one at {@code x}, both addresses of pixel [0][0]. */
    void run(long x, long y, int part, int parts, int worker) {
        int panels = weights.layout().panels();
        if (byPanels()) {
            int first = panels * part / parts / PANELS * PANELS;
            int end = part + 1 == parts ? panels : panels * (part + 1) / parts / PANELS * PANELS;
            rows(x, y, 0, tiling.down(), first, end, worker);
        } else {
            rows(x, y, tiling.down() * part / parts, tiling.down() * (part + 1) / parts, 0, panels, worker);
        }
    }

    /** Computes small pictures, as many at once as make a block; the strides are from one to the next. */
    void run(long x, long strideX, long y, long strideY, int samples, int worker) {
        int panels = weights.layout().panels();
        for (int s = 0; s < samples; s += tiling.blockSamples()) {
            int count = Math.min(tiling.blockSamples(), samples - s);
            block(x + s * strideX, strideX, y + s * strideY, strideY, count, 0, tiling.down(), 0, tiling.across(), 0,
                    panels, worker);
        }
    }

    private void rows(long x, long y, int firstRow, int endRow, int firstPanel, int endPanel, int worker) {
        for (int row = firstRow; row < endRow; row += tiling.blockRows()) {
            int rows = Math.min(tiling.blockRows(), endRow - row);
            for (int column = 0; column < tiling.across(); column += tiling.blockColumns()) {
                int columns = Math.min(tiling.blockColumns(), tiling.across() - column);
                block(x, 0, y, 0, 1, row, rows, column, columns, firstPanel, endPanel, worker);
            }
        }
    }

    /** Tiles that are worked on at once: some rows and columns of tiles of some pictures. */
    private void block(
            long x, long strideX, long y, long strideY, int samples, int row, int rows, int column, int columns,
            int firstPanel, int endPanel, int worker) {
        for (int s = 0; s < samples; s++) {
            for (int r = 0; r < rows; r++) {
                input.run(x + s * strideX, row + r, column, columns, v, (s * rows + r) * columns, worker);
            }
        }
        WeightLayout u = weights.layout();
        for (int panel = firstPanel; panel < endPanel; panel += PANELS) {
            multiply(samples * rows * columns, panel, Math.min(endPanel, panel + PANELS), worker);
            int channels = Math.min(m.channels(), to.value().pixelFloats() - 2 * panel * u.lanes());
            for (int s = 0; s < samples; s++) {
                for (int r = 0; r < rows; r++) {
                    output(y + s * strideY, row + r, column, columns, panel, channels, (s * rows + r) * columns,
                            worker);
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

    /** A row of tiles, some channels of it: along the columns in place, then along the rows into the picture. */
    private void output(
            long y, int row, int column, int columns, int panel, int channels, int tile, int worker) {
        int lanes = kernels.lanes();
        long first = m.at(worker, tile);
        long down = Tiling.REACH * m.step();
        for (int k = 0; k < Tiling.REACH; k++) {
            long from = first + k * m.step();
            kernels.winograd().output(
                    1, columns * m.channels() / lanes, from, 0, down, from, 0, down, zeros, 0);
        }
        int pixels = Math.min(columns * Tiling.SIDE, to.value().width() - column * Tiling.SIDE);
        int rows = Math.min(Tiling.SIDE, to.value().height() - row * Tiling.SIDE);
        long target = y + (long) row * Tiling.SIDE * to.rowBytes() + (long) column * Tiling.SIDE * to.pixelBytes()
                + 8L * panel * lanes;
        int active = epilogue.count(to.value().channels() - 2 * panel * lanes, channels);
        for (int i = 0; i < rows; i++) {
            long at = target + i * to.rowBytes();
            outputRow(first + i * down, pixels, at, bias + 8L * panel * lanes, channels, worker);
            epilogue.forward(kernels.activation(), pixels, active, at, to.pixelBytes());
        }
    }

    private void outputRow(long from, int pixels, long target, long ownBias, int channels, int worker) {
        int lanes = kernels.lanes();
        long vector = 4L * lanes;
        int whole = pixels / Tiling.SIDE;
        kernels.winograd().output(
                whole, channels / lanes, from, m.tileBytes(), m.step(),
                target, Tiling.SIDE * to.pixelBytes(), to.pixelBytes(), ownBias, vector);
        int rest = pixels % Tiling.SIDE;
        if (rest > 0) {
            long side = 4L * channels;
            kernels.winograd().output(
                    1, channels / lanes, from + whole * m.tileBytes(), 0, m.step(), edge.at(worker), 0, side, ownBias,
                    vector);
            for (int i = 0; i < rest; i++) {
                Memory.copy(
                        edge.at(worker) + i * side, target + (long) (whole * Tiling.SIDE + i) * to.pixelBytes(), side);
            }
        }
    }
}
