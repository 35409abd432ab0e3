package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.ops.BatchTree;
import io.fovea.ops.Buffer;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;

/**
 * The kernel's gradient of {@link SmallImageConvolution}: block by block of a tap's input channels over the whole batch, each
 * passed on while it is in the L1 cache. Rows = channels, depth = samples, taps = the outputs of a row that the
 * kernel's tap reaches.
 */
final class SmallImageWeightGradient {
    /** Channels of a block. */
    private static final int BLOCK = 32;

    private final PlanContext p;
    private final ConvolutionOperation op;
    private final ConvolutionContext c;
    private final WeightLayout w;
    private final Buffer x;
    private final Buffer dy;
    private final Reach rows;
    private final Reach columns;

    SmallImageWeightGradient(PlanContext program, ConvolutionOperation operation, ConvolutionContext context, Buffer x,
            Buffer dy) {
        p = program;
        op = operation;
        c = context;
        w = context.weights().layout();
        this.x = x;
        this.dy = dy;
        rows = new Reach(context.geometry().rows());
        columns = new Reach(context.geometry().columns());
    }

    void add() {
        // The sum, and behind it those of the tree's leaves, if there are several.
        int leaves = BatchTree.leavesUpTo(p.batch());
        Buffer block = p.buffer(
                op.name() + " block gradient", Buffer.Kind.WORKER, (leaves == 1 ? 1 : 1 + leaves) * blockBytes());
        PlanContext.GradientSink sink = p.gradientSink(op.kernel());
        int blocks = (w.groupRows() + BLOCK - 1) / BLOCK;
        p.batchwise(
                op.name() + " weight gradient and update (small images)", w.groups() * blocks, List.of(x, dy),
                List.of(block), (task, worker) -> block(task / blocks, task % blocks * BLOCK, block.at(worker), sink));
    }

    private void block(int tap, int channel, long to, PlanContext.GradientSink sink) {
        int channels = Math.min(BLOCK, w.groupRows() - channel);
        for (int panel = 0; panel < w.panels(); panel++) {
            long row = 4L * w.panelWidth(panel);
            int samples = p.step().samples();
            int leaf = p.tree().leafSize(samples);
            int leaves = p.tree().leaves(samples);
            for (int i = 0; i < leaves; i++) {
                int from = i * leaf;
                sum(
                        tap, channel, channels, panel, from, Math.min(leaf, samples - from),
                        leaves == 1 ? to : to + (1 + i) * blockBytes(), row);
            }
            if (leaves > 1) {
                c.kernels().elementwise().sumBlocks(
                        leaves, channels * w.panelWidth(panel), to + blockBytes(), blockBytes(), to);
            }
            sink.accept(
                    w.panelOffset(panel) + ((long) tap * w.groupRows() + channel) * row, to,
                    channels * w.panelWidth(panel));
        }
    }

    private long blockBytes() {
        return 4L * BLOCK * 2 * w.lanes();
    }

    /** The sum over some samples. */
    private void sum(int tap, int channel, int channels, int panel, int from, int samples, long to, long rowC) {
        Geometry g = c.geometry();
        int ky = tap / g.kernelWidth();
        int kx = tap % g.kernelWidth();
        int first = columns.first(kx);
        int across = columns.end(kx) - first;
        // A tap that no output sees has the gradient zero, which an optimizer with a state must be told as well.
        int end = across == 0 ? rows.first(ky) + 1 : Math.max(rows.first(ky) + 1, rows.end(ky));
        int taps = rows.end(ky) == rows.first(ky) ? 0 : across;
        for (int r = rows.first(ky); r < end; r++) {
            boolean start = r == rows.first(ky);
            long a = x.inside(from) + rows.pixel(r, ky) * c.input().rowBytes()
                    + columns.pixel(first, kx) * c.input().pixelBytes() + 4L * channel;
            long b = dy.inside(from) + r * c.output().rowBytes() + first * c.output().pixelBytes()
                    + 8L * panel * w.lanes();
            c.kernels().matrix().multiply(
                    channels, w.vectors(panel), a, taps, samples, g.strideX() * c.input().pixelBytes(),
                    x.stride(), 4, b, c.output().pixelBytes(), dy.stride(),
                    to, rowC, start ? c.zeros() : to, start ? 0 : rowC);
        }
    }
}
