package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.WinogradKernel;
import io.fovea.ops.Buffer;
import io.fovea.ops.Layout;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.WorkContext;

/**
 * The gradient of a 3 x 3 kernel by Winograd's method: {@code dg = G' (sum over tiles of (A dY A') V') G}. The sum, 36
 * matrices, is kept by the worker from the first sample of a chunk to the last, and transformed back then.
 */
final class WinogradWeightGradient {
    private static final int SIDE = 3;

    private final Kernels kernels;
    private final WinogradKernel winograd;
    private final Tiling tiling;
    private final Layout output;
    private final WeightLayout w;
    private final WeightLayout u;
    private final long zeros;
    private final InputTransform input;
    private final WinogradTiles v;
    private final WinogradTiles z;
    private final Buffer strip;
    private final Buffer sum;

    WinogradWeightGradient(
            PlanContext p, String name, Tiling tiling, Layout from, Layout output, int padTop, int padLeft,
            WeightLayout w,
            long zeros) {
        kernels = p.kernels();
        winograd = kernels.winograd();
        this.tiling = tiling;
        this.output = output;
        this.w = w;
        this.zeros = zeros;
        u = TransformedWeights.transformed(w);
        input = new InputTransform(p, name, from, padTop, padLeft, tiling.blockColumns());
        v = WinogradTiles.panels(p, name + " inputs", tiling.blockTiles(), from.value().channelStride());
        z = WinogradTiles.whole(p, name + " gradients", tiling.blockTiles(), output.value().channelStride());
        strip = p.buffer(
                name + " gradient strip", Buffer.Kind.WORKER,
                (long) Tiling.REACH * Tiling.SIDE * tiling.blockColumns() * output.pixelBytes());
        sum = p.buffer(name + " sum", Buffer.Kind.CHUNK_SCRATCH, 4L * u.floats());
    }

    /** What {@link #run} overwrites. */
    List<Buffer> scratch() {
        return List.of(input.scratch(), v.buffer(), z.buffer(), strip, sum);
    }

    /** Adds the sample's share; with the chunk's last sample {@code dw} is written. */
    void run(long x, long dy, long dw, WorkContext context) {
        add(x, 0, dy, 0, 1, context.first, context.worker);
        if (context.last) {
            finish(dw, context.worker);
        }
    }

    /** The gradient of a whole chunk of small images; the strides are from one to the next. */
    void run(long x, long strideX, long dy, long strideDy, int samples, long dw, int worker) {
        for (int s = 0; s < samples; s += tiling.blockSamples()) {
            int count = Math.min(tiling.blockSamples(), samples - s);
            add(x + s * strideX, strideX, dy + s * strideDy, strideDy, count, s == 0, worker);
        }
        finish(dw, worker);
    }

    private void add(long x, long strideX, long dy, long strideDy, int samples, boolean first, int worker) {
        boolean start = first;
        for (int row = 0; row < tiling.down(); row += tiling.blockRows()) {
            int rows = Math.min(tiling.blockRows(), tiling.down() - row);
            for (int column = 0; column < tiling.across(); column += tiling.blockColumns()) {
                int columns = Math.min(tiling.blockColumns(), tiling.across() - column);
                for (int s = 0; s < samples; s++) {
                    for (int r = 0; r < rows; r++) {
                        int tile = (s * rows + r) * columns;
                        input.run(x + s * strideX, row + r, column, columns, v, tile, worker);
                        outputGradient(dy + s * strideDy, row + r, column, columns, tile, worker);
                    }
                }
                accumulate(samples * rows * columns, start, worker);
                start = false;
            }
        }
    }

    private void finish(long dw, int worker) {
        for (int panel = 0; panel < w.panels(); panel++) {
            finish(panel, dw, worker);
        }
    }

    /** {@code Z = A dY A'} of a row of tiles. */
    private void outputGradient(long dy, int row, int column, int columns, int tile, int worker) {
        long pixel = output.pixelBytes();
        int vectors = output.value().channelStride() / kernels.lanes();
        long from = dy + (long) row * Tiling.SIDE * output.rowBytes() + (long) column * Tiling.SIDE * pixel;
        long to = strip.at(worker);
        long stripRow = (long) columns * Tiling.SIDE * pixel;
        winograd.outputGradient(
                1, columns * Tiling.SIDE * vectors, from, 0, output.rowBytes(), to, 0, stripRow);
        for (int i = 0; i < Tiling.REACH; i++) {
            winograd.outputGradient(
                    columns, vectors, to + i * stripRow, Tiling.SIDE * pixel, pixel,
                    z.at(worker, tile) + (long) i * Tiling.REACH * z.step(), z.tileBytes(), z.step());
        }
    }

    private void accumulate(int tiles, boolean start, int worker) {
        for (int f = 0; f < Tiling.FREQUENCIES; f++) {
            for (int panel = 0; panel < u.panels(); panel++) {
                long rowC = 4L * u.panelWidth(panel);
                long c = sum.at(worker) + u.panelOffset(panel) + f * TransformedWeights.groupBytes(u, panel);
                for (int k = 0; k < v.panels(); k++) {
                    int first = k * v.channels();
                    long to = c + first * rowC;
                    kernels.matrix().multiply(
                            Math.min(v.channels(), u.groupRows() - first), u.vectors(panel),
                            v.at(worker, 0) + f * v.step() + k * v.panelBytes(), 1, tiles, 0, v.tileBytes(), 4,
                            z.at(worker, 0) + f * z.step() + 8L * panel * u.lanes(), 0, z.tileBytes(),
                            to, rowC, start ? zeros : to, start ? 0 : rowC);
                }
            }
        }
    }

    /** {@code G' dU G} of a panel: along the columns in place, then along the rows into the kernel's gradient. */
    private void finish(int panel, long dw, int worker) {
        int vectors = w.groupRows() * w.vectors(panel);
        long from = sum.at(worker) + u.panelOffset(panel);
        long frequency = TransformedWeights.groupBytes(u, panel);
        long tap = TransformedWeights.groupBytes(w, panel);
        long down = Tiling.REACH * frequency;
        for (int j = 0; j < Tiling.REACH; j++) {
            long at = from + j * frequency;
            winograd.kernelGradient(1, vectors, at, 0, down, at, 0, down);
        }
        for (int i = 0; i < SIDE; i++) {
            winograd.kernelGradient(
                    1, vectors, from + i * down, 0, frequency, dw + w.panelOffset(panel) + (long) i * SIDE * tap, 0,
                    tap);
        }
    }
}
