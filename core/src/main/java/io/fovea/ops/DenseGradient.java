package io.fovea.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.MatrixKernel;

/**
 * The backward pass of a dense layer, one block of rows of W at a time: the input's gradient with the old weights and the
 * block's gradient, both into scratch, then the update, while all are in the L1 cache. The input's gradient comes last to its place,
 * which may be that of the input: its cache lines have just been read. At a small batch this pass is bound by
 * the memory that W and the optimizer's state take; so each is read and written once.
 *
 * <p>A layer with few weights is bound by waiting instead: its input's gradient is taken sample by sample with the weights
 * transposed, in one stage with the loss behind it and the layer before it, and nothing waits for its update.
 */
final class DenseGradient {
    /** Rows of W in a block: with 32 columns a panel of it is 4 KB, as are its gradient and each state of the optimizer. */
    private static final int BLOCK = 32;

    /** Panels of W that are added up at once: their part of dy, 32 samples of it, takes 24 KB. */
    private static final int PANELS = 6;

    /** Blocks of a task: enough to make up for its start. */
    private static final int BLOCKS = 4;

    /** Weights that stay in the L1 cache beside the samples. */
    private static final int FEW_BYTES = 16 << 10;

    private final DenseOperation op;
    private final PlanContext p;
    private final WeightLayout w;
    private final Buffer x;
    private final Buffer dy;
    private final MatrixKernel matrix;
    private final boolean wantsInput;
    private final boolean few;
    private final int group;
    private final long zeros;

    DenseGradient(DenseOperation operation, PlanContext program) {
        op = operation;
        p = program;
        w = operation.kernel().layout();
        x = program.value(operation.input());
        dy = program.gradient(operation.output());
        matrix = program.kernels().matrix();
        wantsInput = program.requiresGradient(op.input());
        few = 4L * w.floats() <= FEW_BYTES && w.rows() % w.lanes() == 0;
        group = program.batch() <= w.lanes() ? w.lanes() : 2 * w.lanes();
        zeros = program.shared(op.name() + " gradient zeros", 4L * Math.max(2 * w.lanes(), w.paddedColumns()));
    }

    private int groups(int samples) {
        return (samples + group - 1) / group;
    }

    /** dy transposed: [group of samples][unit][sample in group]. */
    private long transposed() {
        return p.shared(
                op.name() + " transposed gradient", 4L * groups(p.batch()) * group * w.paddedColumns());
    }

    void add() {
        addOutputGradient();
        if (wantsInput && few) {
            addInputGradient();
            addBlocks(false);
        } else {
            addBlocks(wantsInput);
        }
    }

    private void addBlocks(boolean withInput) {
        boolean trains = p.isTrainable(op.kernel());
        List<Buffer> writes = new ArrayList<>();
        // The sum, and behind it those of the tree's leaves, if there are several.
        Buffer scratch = p.buffer(op.name() + " block gradient", Buffer.Kind.WORKER, withLeaves(blockBytes()));
        // A group's product with a block, and behind it those of all groups transposed.
        Buffer products = p.buffer(
                op.name() + " block product", Buffer.Kind.WORKER,
                withInput ? 4L * BLOCK * group * (1 + groups(p.batch())) : 0);
        writes.add(scratch);
        writes.add(products);
        Buffer dx = withInput ? p.inputGradientInPlace(op.input()) : products;
        writes.add(dx);
        long transposed = withInput ? transposed() : 0;
        PlanContext.GradientSink sink = trains ? p.gradientSink(op.kernel()) : (offset, gradient, count) -> {};
        int tasks = (w.rows() + BLOCK * BLOCKS - 1) / (BLOCK * BLOCKS);
        Optional<Parameter> bias = op.bias().filter(p::isTrainable);
        Buffer biasGradient = p.buffer(op.name() + " bias gradient", Buffer.Kind.WORKER, withLeaves(biasBytes()));
        writes.add(biasGradient);
        PlanContext.GradientSink biasSink = bias.map(p::gradientSink).orElse((offset, gradient, count) -> {});
        // The bias is a task more: a stage of its own would be mostly waiting.
        int all = bias.isPresent() ? tasks + 1 : tasks;
        PlanContext.BatchWork body = (task, worker) -> {
            if (task == tasks) {
                biasGradient(biasGradient.at(worker), biasSink);
                return;
            }
            int end = Math.min(w.rows(), (task + 1) * BLOCK * BLOCKS);
            for (int k = task * BLOCK * BLOCKS; k < end; k += BLOCK) {
                int rows = Math.min(BLOCK, end - k);
                if (withInput) {
                    inputGradient(k, rows, transposed, products.at(worker));
                }
                if (trains) {
                    weightGradient(k, rows, scratch.at(worker), sink);
                }
                if (withInput) {
                    p.kernels().elementwise().scale(
                            p.step().samples(), rows, 1, 0, transposedProduct(products.at(worker)), 4L * BLOCK,
                            dx.at(0) + 4L * k,
                            dx.stride());
                }
            }
        };
        String what = op.name() + " gradients and update";
        if (withInput) {
            p.batchwise(what, all, List.of(x, dy), writes, body);
        } else {
            p.deferred(what, all, List.of(x, dy), writes, body);
        }
    }

    /** The input's gradient of some samples, with the weights transposed. */
    private void addInputGradient() {
        WeightLayout t = new WeightLayout(1, w.columns(), w.paddedColumns(), w.rows(), w.lanes());
        long weights = p.shared(op.name() + " transposed weights", 4L * t.floats());
        p.prepack(op.name() + " transposed weights", 0, t.panels(), (task, worker) -> transpose(t, weights, task));
        Buffer dx = p.inputGradient(op.input());
        p.blockwise(op.name() + " input gradient", List.of(dy), List.of(dx), (from, to, worker) -> {
            for (int panel = 0; panel < t.panels(); panel++) {
                matrix.multiply(
                        to - from, t.vectors(panel), dy.at(from), 1, t.rows(), 0, 4, dy.stride(),
                        weights + t.panelOffset(panel), 0, 4L * t.panelWidth(panel),
                        dx.at(from) + 8L * panel * t.lanes(), dx.stride(), zeros, 0);
            }
        });
    }

    /** Computes a panel of the transposed weights. */
    private void transpose(WeightLayout t, long weights, int panel) {
        long row = 4L * t.panelWidth(panel);
        for (int from = 0; from < w.panels(); from++) {
            long width = 4L * w.panelWidth(from);
            matrix.transpose(
                    t.panelWidth(panel), w.panelWidth(from),
                    op.kernel().address() + w.panelOffset(from) + 2L * panel * w.lanes() * width, width,
                    weights + t.panelOffset(panel) + 2L * from * w.lanes() * row, row);
        }
    }

    /** The gradient of the activation in place, then the transposed copy if it is needed. */
    private void addOutputGradient() {
        boolean transposes = wantsInput && !few;
        boolean changes = op.epilogue().present() || !p.isGradientFlushed(op.output());
        if (!transposes && !changes) {
            return;
        }
        long transposed = transposes ? transposed() : 0;
        Buffer known = op.epilogue().present() ? p.value(op.output()) : dy;
        List<Buffer> reads = op.epilogue().present() ? List.of(known, dy) : List.of(dy);
        p.blockwise(op.name() + " activation gradient", reads, List.of(dy), (from, to, worker) -> {
            int floats = w.paddedColumns();
            if (changes) {
                op.epilogue().gradient(
                        p.kernels().activation(), to - from, floats, known.at(from), known.stride(), dy.at(from),
                        dy.stride());
            }
            for (int s = from; transposes && s < to;) {
                int rows = Math.min(to - s, group - s % group);
                long target = transposed + 4L * ((long) (s / group) * group * floats + s % group);
                matrix.transpose(rows, floats, dy.at(s), dy.stride(), target, 4L * group);
                s += rows;
            }
        });
    }

    private long transposedProduct(long products) {
        return products + 4L * BLOCK * group;
    }

    /**
     * The gradient of inputs k … k + rows: {@code T[i][s] = sum over units of W[i][unit] dy[s][unit]}, then transposed. The
     * columns of a last group that hold no sample are computed and not used.
     */
    private void inputGradient(int k, int rows, long transposed, long t) {
        int samples = p.step().samples();
        int units = w.paddedColumns();
        for (int s = 0; s < samples; s += group) {
            product(k, rows, transposed + 4L * s * units, t);
            matrix.transpose(rows, group, t, 4L * group, transposedProduct(t) + 4L * BLOCK * s, 4L * BLOCK);
        }
    }

    /**
     * T of one group, a sum over all panels of W: the whole panels are taps, some at a time, so that the tiles of a block find their
     * part of dy, {@code b}, in the L1 cache; a last narrow panel adds to it.
     */
    private void product(int k, int rows, long b, long t) {
        int wide = w.paddedColumns() / (2 * w.lanes());
        long rowA = 8L * w.lanes();
        long rowsB = 8L * w.lanes() * group;
        long rowT = 4L * group;
        for (int panel = 0; panel < wide; panel += PANELS) {
            boolean first = panel == 0;
            matrix.multiply(
                    rows, group / w.lanes(),
                    op.kernel().address() + w.panelOffset(panel) + k * rowA, Math.min(PANELS, wide - panel),
                    2 * w.lanes(), w.panelOffset(1), 4, rowA,
                    b + panel * rowsB, rowsB, rowT, t, rowT, first ? zeros : t, first ? 0 : rowT);
        }
        if (wide < w.panels()) {
            matrix.multiply(
                    rows, group / w.lanes(),
                    op.kernel().address() + w.panelOffset(wide) + k * rowA / 2, 1, w.lanes(), 0, 4, rowA / 2,
                    b + wide * rowsB, 0, rowT, t, rowT, wide == 0 ? zeros : t, wide == 0 ? 0 : rowT);
        }
    }

    private long blockBytes() {
        return 4L * BLOCK * 2 * w.lanes();
    }

    private long biasBytes() {
        return 4L * w.paddedColumns();
    }

    private long withLeaves(long bytes) {
        int leaves = BatchTree.leavesUpTo(p.batch());
        return leaves == 1 ? bytes : (1 + leaves) * bytes;
    }

    private void weightGradient(int k, int rows, long scratch, PlanContext.GradientSink sink) {
        int samples = p.step().samples();
        int leaf = p.tree().leafSize(samples);
        int leaves = p.tree().leaves(samples);
        for (int panel = 0; panel < w.panels(); panel++) {
            long rowC = 4L * w.panelWidth(panel);
            int floats = rows * w.panelWidth(panel);
            for (int i = 0; i < leaves; i++) {
                int from = i * leaf;
                matrix.multiply(
                        rows, w.vectors(panel), x.at(from) + 4L * k, 1, Math.min(leaf, samples - from), 0, x.stride(),
                        4,
                        dy.at(from) + 8L * panel * w.lanes(), 0, dy.stride(),
                        leaves == 1 ? scratch : scratch + (1 + i) * blockBytes(), rowC, zeros, 0);
            }
            addLeaves(leaves, floats, scratch, blockBytes());
            sink.accept(w.panelOffset(panel) + k * rowC, scratch, floats);
        }
    }

    private void biasGradient(long sum, PlanContext.GradientSink sink) {
        int samples = p.step().samples();
        int leaf = p.tree().leafSize(samples);
        int leaves = p.tree().leaves(samples);
        for (int i = 0; i < leaves; i++) {
            int from = i * leaf;
            p.kernels().elementwise().sumRows(
                    Math.min(leaf, samples - from), w.paddedColumns(), dy.at(from), dy.stride(),
                    leaves == 1 ? sum : sum + (1 + i) * biasBytes(), false);
        }
        addLeaves(leaves, w.paddedColumns(), sum, biasBytes());
        sink.accept(0, sum, w.paddedColumns());
    }

    private void addLeaves(int leaves, int floats, long sum, long bytes) {
        if (leaves > 1) {
            p.kernels().elementwise().sumBlocks(leaves, floats, sum + bytes, bytes, sum);
        }
    }
}
