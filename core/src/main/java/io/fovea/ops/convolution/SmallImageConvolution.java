package io.fovea.ops.convolution;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.PlanContext;
import io.fovea.runtime.Memory;

/**
 * A convolution of images of a few pixels. Their rows are too short for a product's rows, so samples are: the rows
 * of a product are one pixel of several samples. Taps of the kernel that lie beside the image are left out. Weights
 * are read once for some tens of samples, and changed as soon as a block's gradient is known, as in a dense layer.
 *
 * <p>Sums run over the taps and channels in the same order as those of {@link DirectForward}, however samples are
 * grouped.
 */
final class SmallImageConvolution implements ConvolutionPasses {
    /** Larger images fill a product's rows, and should stay in the cache from one layer to the next. */
    private static final int MOST_OUTPUTS = 100;
    private static final int MOST_INPUTS = 256;

    // Costs are counted in cycles of a tile that is high enough, a row of it each, with the longest vectors: the choice is
    // the same at every vector length, for the two ways differ in the order of sums.

    /** Columns of a tile. */
    private static final int TILE_COLUMNS = 32;

    /** Products of a tile that is too low cost as much as those of one of this many rows: it waits for its own sums. */
    private static final int LOWEST = 4;

    /**
     * Bytes of weights above which each sample of its own reads them from the L3 cache, and what a row of them costs
     * then.
     */
    private static final long MANY_WEIGHTS = 1 << 20;
    private static final int FAR_ROW = 12;

    /** What a tap's partial sums of the weights' gradient cost for each sample, with some samples in a chunk. */
    private static final int PARTIAL_SUMS = 2;

    /** Products that a number costs which is transposed for the input's gradient. */
    private static final int TRANSPOSED = 4;

    /** How much less it must cost: each pass is a stage of its own. */
    private static final double GAIN = 1.25;

    /** Samples of a task: the weights of a tap are read once for them. Few where there would be too few tasks. */
    private static final int MANY = 32;
    private static final int FEW = 8;
    private static final int ENOUGH_TASKS = 8;

    private final ConvolutionOperation op;

    SmallImageConvolution(ConvolutionOperation operation) {
        op = operation;
    }

    /** Whether a convolution is computed faster in this way. It depends on the shape alone, never on the batch. */
    static boolean isFaster(ConvolutionOperation op) {
        Geometry g = op.geometry();
        int in = op.input().nominalStride();
        int out = op.output().nominalStride();
        long pixel = 4L * Math.max(in, out);
        if (g.outHeight() * g.outWidth() > MOST_OUTPUTS || g.height() * g.width() > MOST_INPUTS
                || MOST_INPUTS * pixel > Memory.STRIDES / 2
                || !op.input().fillsVectors()) {
            return false;
        }
        int taps = g.kernelHeight() * g.kernelWidth();
        int outputs = g.outHeight() * g.outWidth();
        int rows = g.pointwise() ? outputs : g.outWidth();
        double direct = (double) outputs / rows * taps * Math.max(LOWEST, rows);
        if (4L * taps * in * out > MANY_WEIGHTS) {
            direct = Math.max(direct, FAR_ROW * taps);
        }
        double products = 3.0 * in * out / TILE_COLUMNS;
        double transposed = (double) g.height() * g.width() * in + (double) outputs * out;
        double small =
                products * new Reach(g.rows()).pairs() * new Reach(g.columns()).pairs() + TRANSPOSED * transposed;
        return GAIN * small <= products * (direct + PARTIAL_SUMS * taps);
    }

    @Override
    public Halo inputHalo() {
        return Halo.NONE;
    }

    @Override
    public Halo gradientHalo() {
        return Halo.NONE;
    }

    @Override
    public void forward(PlanContext p, Buffer x, Buffer y) {
        SmallImageForward forward = new SmallImageForward(op.context(p, x.layout(), y.layout()));
        int panels = op.kernel().layout().panels();
        int samples = panels * (p.batch() / MANY) >= ENOUGH_TASKS ? MANY : FEW;
        int blocks = (p.batch() + samples - 1) / samples;
        p.batchwise(op.name() + " (small images)", panels * blocks, List.of(x), List.of(y), (task, worker) -> {
            int panel = task / blocks;
            int from = task % blocks * samples;
            int end = Math.min(p.step().samples(), from + samples);
            for (int s = from; panel == 0 && s < end; s++) {
                y.layout().clearHalo(y.at(s));
            }
            if (from < end) {
                forward.run(x.inside(from), x.stride(), y.inside(from), y.stride(), end - from, panel);
            }
        });
    }

    @Override
    public void backward(PlanContext p, ConvolutionOperation operation, Buffer dy) {
        // The input's gradient first: it takes the old weights.
        if (p.requiresGradient(op.input())) {
            Buffer dx = p.inputGradient(op.input());
            new SmallImageInputGradient(p, op, op.context(p, dx.layout(), dy.layout()), dy, dx).add();
        }
        if (p.isTrainable(op.kernel())) {
            Buffer x = p.value(op.input());
            new SmallImageWeightGradient(p, op, op.context(p, x.layout(), dy.layout()), x, dy).add();
        }
    }
}
