package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;

/**
 * The input's gradient of {@link SmallImageConvolution}: {@code T[pixel][channel][s] = sum over taps and filters of
 * W[tap][channel][filter] dy[s][output][filter]}, block by block of the input's channels, then transposed. The
 * weights are read as they lie; it is the outputs' gradient that is transposed before.
 *
 * <p>Where a vector would hold few samples it holds those of a whole row of pixels: {@code
 * T[row][phase][channel][column][s]}, for which {@code dy} gets zeros beside each row. A phase is every stride-th
 * column: a tap meets those of one. The sums are in the same order.
 */
final class SmallImageInputGradient {
    /** Channels of a block. */
    private static final int BLOCK = 32;

    private final PlanContext p;
    private final ConvolutionOperation op;
    private final ConvolutionContext c;
    private final Geometry g;
    private final WeightLayout w;
    private final Buffer dy;
    private final Buffer dx;
    private final Reach rows;
    private final Reach columns;
    private final boolean wholeRows;
    private final int group;
    private final int groups;
    private final int zerosBefore;
    private final int lineFloats;
    private final int vectors;
    private final long transposed;

    SmallImageInputGradient(PlanContext program, ConvolutionOperation operation, ConvolutionContext context, Buffer dy,
            Buffer dx) {
        p = program;
        op = operation;
        c = context;
        g = context.geometry();
        w = context.weights().layout();
        this.dy = dy;
        this.dx = dx;
        rows = new Reach(g.rows());
        columns = new Reach(g.columns());
        int batch = program.batch();
        wholeRows = wholeRows(batch);
        group = wholeRows ? batch : batch <= w.lanes() ? w.lanes() : 2 * w.lanes();
        groups = (batch + group - 1) / group;
        zerosBefore = wholeRows ? g.gradientHalo().left() : 0;
        lineFloats = wholeRows ? (zerosBefore + g.outWidth() + g.gradientHalo().right()) * group : group;
        vectors = wholeRows ? vectorsOfRow(batch) : group / w.lanes();
        // The last line's vectors may reach over its end.
        transposed = program.shared(
                op.name() + " transposed gradient",
                lineBytes() * groups * g.outHeight() * lines() + 8L * w.lanes());
    }

    /**
     * Whether a vector of a row of pixels and its samples, beside the image or not, is fewer products than one of
     * samples.
     */
    private boolean wholeRows(int batch) {
        return g.width() > 1 && batch < w.lanes() && vectorsOfRow(batch) * columns.taps() <= columns.pairs();
    }

    /** Vectors of the longest phase of a row. */
    private int vectorsOfRow(int samples) {
        return Math.ceilDiv(Math.ceilDiv(g.width(), g.strideX()) * samples, w.lanes());
    }

    /** How many sums there are for a row of the input: one for each phase or column. */
    private int sumsOfRow() {
        return wholeRows ? g.strideX() : g.width();
    }

    /** Into how many lines of vectors a row of the output's gradient is cut. */
    private int lines() {
        return wholeRows ? 1 : g.outWidth();
    }

    /** Of a line of a group's transposed gradient, [filter][column][sample in group]. */
    private long lineBytes() {
        return 4L * lineFloats * w.paddedColumns();
    }

    private long transposed(int part, int row, int line) {
        return transposed + ((long) (part * g.outHeight() + row) * lines() + line) * lineBytes();
    }

    /** Of a block of the sums for a line, [channel][lane]. */
    private long sumBytes() {
        return 4L * BLOCK * vectors * w.lanes();
    }

    void add() {
        String what = op.name() + " input gradient (small images)";
        p.batchwise(what, groups * g.outHeight(), List.of(dy), List.of(),
                (task, worker) -> transpose(task / g.outHeight(), task % g.outHeight()));
        Buffer sums = p.buffer(what, Buffer.Kind.WORKER, sumBytes() * g.height() * sumsOfRow());
        int blocks = (w.groupRows() + BLOCK - 1) / BLOCK;
        p.batchwise(what, blocks * groups, List.of(dy), List.of(dx, sums),
                (task, worker) -> block(task / groups * BLOCK, task % groups, sums.at(worker)));
    }

    private int samples(int part) {
        return Math.min(group, p.step().samples() - part * group);
    }

    private void transpose(int part, int row) {
        for (int column = 0; column < g.outWidth() && samples(part) > 0; column++) {
            long from = dy.inside(part * group) + row * c.output().rowBytes() + column * c.output().pixelBytes();
            long to = wholeRows
                    ? transposed(part, row, 0) + 4L * (zerosBefore + column) * group
                    : transposed(part, row, column);
            c.kernels().matrix().transpose(
                    samples(part), w.paddedColumns(), from, dy.stride(), to, 4L * lineFloats);
        }
    }

    /** The columns of a last group that hold no sample are computed and left out. */
    private void block(int channel, int part, long sums) {
        if (samples(part) <= 0) {
            return;
        }
        int channels = Math.min(BLOCK, w.groupRows() - channel);
        Memory.clear(sums, sumBytes() * g.height() * sumsOfRow());
        for (int ky = 0; ky < g.kernelHeight(); ky++) {
            for (int kx = 0; kx < g.kernelWidth(); kx++) {
                for (int r = rows.first(ky); r < rows.end(ky); r++) {
                    row(ky, kx, r, channel, channels, part, sums);
                }
            }
        }
        store(channel, channels, part, sums);
    }

    /** What a row of outputs adds by a tap of the kernel. */
    private void row(int ky, int kx, int r, int channel, int channels, int part, long sums) {
        int tap = ky * g.kernelWidth() + kx;
        if (wholeRows && columns.first(kx) < columns.end(kx)) {
            // The output above the phase's first pixel lies this far from the row's start, in the zeros or not.
            int phase = Math.floorMod(columns.pixel(0, kx), g.strideX());
            int shift = zerosBefore + (phase - columns.pixel(0, kx)) / g.strideX();
            add(tap, channel, channels, transposed(part, r, 0) + 4L * shift * group,
                    sums + (rows.pixel(r, ky) * g.strideX() + phase) * sumBytes());
        }
        for (int column = columns.first(kx); !wholeRows && column < columns.end(kx); column++) {
            int pixel = rows.pixel(r, ky) * g.width() + columns.pixel(column, kx);
            add(tap, channel, channels, transposed(part, r, column), sums + pixel * sumBytes());
        }
    }

    /** The wide panels are taps of one sum; a last narrow one adds to it. */
    private void add(int tap, int channel, int channels, long b, long to) {
        int wide = w.paddedColumns() / (2 * w.lanes());
        long rowA = 8L * w.lanes();
        long rowB = 4L * lineFloats;
        long rowC = 4L * vectors * w.lanes();
        long row = (long) tap * w.groupRows() + channel;
        long whole = c.weights().address() + row * rowA;
        long narrow = c.weights().address() + w.panelOffset(wide) + row * rowA / 2;
        long panelB = 2L * w.lanes() * rowB;
        for (int v = 0; v < vectors; v += 2) {
            int across = Math.min(2, vectors - v);
            long from = b + 4L * v * w.lanes();
            long sum = to + 4L * v * w.lanes();
            if (wide > 0) {
                c.kernels().matrix().multiply(
                        channels, across, whole, wide, 2 * w.lanes(), w.panelOffset(1), 4, rowA, from, panelB, rowB,
                        sum, rowC, sum, rowC);
            }
            if (wide < w.panels()) {
                c.kernels().matrix().multiply(
                        channels, across, narrow, 1, w.lanes(), 0, 4, rowA / 2, from + wide * panelB, 0, rowB,
                        sum, rowC, sum, rowC);
            }
        }
    }

    private void store(int channel, int channels, int part, long sums) {
        int first = part * group;
        for (int s = first; channel == 0 && s < first + samples(part); s++) {
            dx.layout().clearHalo(dx.at(s));
        }
        for (int r = 0; r < g.height(); r++) {
            for (int column = 0; column < g.width(); column++) {
                long to = dx.inside(first) + r * c.input().rowBytes() + column * c.input().pixelBytes() + 4L * channel;
                long from = wholeRows
                        ? sums + (r * g.strideX() + column % g.strideX()) * sumBytes()
                                + 4L * (column / g.strideX()) * group
                        : sums + (r * g.width() + column) * sumBytes();
                c.kernels().matrix().transpose(
                        channels, samples(part), from, 4L * vectors * w.lanes(), to, dx.stride());
            }
        }
    }
}
