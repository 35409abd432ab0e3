package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Program;
import io.fovea.ops.WeightLayout;
import io.fovea.runtime.Memory;

/**
 * The input's gradient of {@link SmallPictures}: {@code T[pixel][channel][s] = sum over taps and filters of
 * W[tap][channel][filter] dy[s][output][filter]}, block by block of the input's channels, then turned round. The weights are read as
 * they lie; it is the outputs' gradient that is transposed before.
 */
final class SmallInputGradient {
    /** Channels of a block. */
    private static final int BLOCK = 32;

    private final Program p;
    private final ConvolutionOperation op;
    private final ConvolutionContext c;
    private final Geometry g;
    private final WeightLayout w;
    private final Buffer dy;
    private final Buffer dx;
    private final Reach rows;
    private final Reach columns;
    private final int group;
    private final int groups;
    private final long transposed;

    SmallInputGradient(Program program, ConvolutionOperation operation, ConvolutionContext context, Buffer dy,
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
        group = program.batch() <= w.lanes() ? w.lanes() : 2 * w.lanes();
        groups = (program.batch() + group - 1) / group;
        transposed = program.shared(
                op.name() + " transposed gradient", pixelBytes() * groups * g.outHeight() * g.outWidth());
    }

    /** Of a pixel of a group's transposed gradient, [filter][sample in group]. */
    private long pixelBytes() {
        return 4L * group * w.paddedColumns();
    }

    private long transposed(int part, int row, int column) {
        return transposed + ((long) (part * g.outHeight() + row) * g.outWidth() + column) * pixelBytes();
    }

    void add() {
        String what = op.name() + " input gradient (small pictures)";
        p.batchwise(what, groups * g.outHeight(), List.of(dy), List.of(),
                (task, worker) -> transpose(task / g.outHeight(), task % g.outHeight()));
        Buffer sums = p.buffer(what, Buffer.Kind.WORKER, 4L * g.height() * g.width() * BLOCK * group);
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
            c.kernels().matrix().transpose(
                    samples(part), w.paddedColumns(), from, dy.stride(), transposed(part, row, column), 4L * group);
        }
    }

    /** The columns of a last group that hold no sample are computed and left out. */
    private void block(int channel, int part, long sums) {
        if (samples(part) <= 0) {
            return;
        }
        int channels = Math.min(BLOCK, w.groupRows() - channel);
        Memory.clear(sums, 4L * g.height() * g.width() * BLOCK * group);
        for (int ky = 0; ky < g.kernelHeight(); ky++) {
            for (int kx = 0; kx < g.kernelWidth(); kx++) {
                for (int r = rows.first(ky); r < rows.end(ky); r++) {
                    for (int column = columns.first(kx); column < columns.end(kx); column++) {
                        int pixel = rows.pixel(r, ky) * g.width() + columns.pixel(column, kx);
                        add(ky * g.kernelWidth() + kx, channel, channels, transposed(part, r, column),
                                sums + 4L * pixel * BLOCK * group);
                    }
                }
            }
        }
        store(channel, channels, part, sums);
    }

    /** The whole panels are taps of one sum; a last narrow one adds to it. */
    private void add(int tap, int channel, int channels, long b, long to) {
        int wide = w.paddedColumns() / (2 * w.lanes());
        long rowA = 8L * w.lanes();
        long row = (long) tap * w.groupRows() + channel;
        long wideRows = 8L * w.lanes() * group;
        if (wide > 0) {
            c.kernels().matrix().multiply(
                    channels, group / w.lanes(), c.weights().address() + row * rowA, wide, 2 * w.lanes(),
                    w.panelOffset(1), 4, rowA, b, wideRows, 4L * group, to, 4L * group, to, 4L * group);
        }
        if (wide < w.panels()) {
            c.kernels().matrix().multiply(
                    channels, group / w.lanes(), c.weights().address() + w.panelOffset(wide) + row * rowA / 2, 1,
                    w.lanes(), 0, 4, rowA / 2, b + wide * wideRows, 0, 4L * group, to, 4L * group, to, 4L * group);
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
                c.kernels().matrix().transpose(
                        channels, samples(part), sums + 4L * (r * g.width() + column) * BLOCK * group, 4L * group, to,
                        dx.stride());
            }
        }
    }
}
