package io.fovea.ops.convolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.ops.Buffer;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.MaxPoolOperation;
import io.fovea.ops.PlanContext;
import io.fovea.ops.WeightLayout;

/**
 * A 3 x 3 convolution of stride 1 by Winograd's F(4x4, 3x3) (Lavin and Gray, arXiv:1509.09308), all three passes: {@link
 * WinogradPass} forward and back to the input, {@link WinogradWeightGradient}.
 */
final class WinogradConvolution implements ConvolutionAlgorithm {
    private static final int KERNEL = 3;

    /**
     * What the transforms cost: as much as this many products for each channel of a tile and frequency. Measured at 32
     * channels, where they take a third of the time.
     */
    private static final int TRANSFORM = 9;

    /** Bytes of a block's transformed tiles that leave room for the weights in an L2 cache of 1 MB. */
    private static final long BLOCK_BYTES = 320 << 10;

    /** A block of fewer tiles reads the weights too often: smaller images are taken several at once. */
    private static final int FEWEST_TILES = 16;

    /** Fewer tiles of an image, and transformed weights of more bytes, cost more for a single image. */
    private static final int FEWEST_OF_SMALL = 4;
    private static final long MOST_WEIGHTS_OF_SMALL = 10 << 20;

    private static final int MOST_TILES = 32;

    private final ConvolutionOperation op;
    private final Geometry g;

    WinogradConvolution(ConvolutionOperation operation) {
        op = operation;
        g = operation.geometry();
    }

    /** Whether a convolution can be computed in this way, and faster. It depends on the shape alone, never on the batch. */
    static boolean isFaster(ConvolutionOperation op) {
        Geometry g = op.geometry();
        boolean suits = g.kernelHeight() == KERNEL && g.kernelWidth() == KERNEL && g.strideY() == 1 && g.strideX() == 1
                && g.dilationY() == 1 && g.dilationX() == 1 && g.padTop() < KERNEL && g.padLeft() < KERNEL
                && op.input().fillsVectors();
        if (!suits) {
            return false;
        }
        Tiling tiling = new Tiling(g.outHeight(), g.outWidth(), MOST_TILES);
        double channels = op.input().nominalStride() + op.output().nominalStride();
        double products = (double) op.input().nominalStride() * op.output().nominalStride();
        double winograd = Tiling.FREQUENCIES * (double) tiling.down() * tiling.across()
                * (products + TRANSFORM * channels);
        double direct = (double) KERNEL * KERNEL * g.outHeight() * g.outWidth() * products;
        return winograd < direct && (!isSmall(g.outHeight(), g.outWidth())
                || tiling.down() * tiling.across() >= FEWEST_OF_SMALL
                        && 4 * Tiling.FREQUENCIES * products <= MOST_WEIGHTS_OF_SMALL);
    }

    private static boolean isSmall(int height, int width) {
        Tiling tiling = new Tiling(height, width, MOST_TILES);
        return tiling.down() * tiling.across() < FEWEST_TILES;
    }

    private Tiling tiling(int height, int width) {
        // Of the longest vectors at every width: the gradient of the weights is summed block by block.
        long tile = 4L * Tiling.FREQUENCIES * (op.input().nominalStride() + op.output().nominalStride());
        return new Tiling(height, width, Math.clamp(BLOCK_BYTES / tile, FEWEST_TILES, MOST_TILES));
    }

    private Tiling outputs() {
        return tiling(g.outHeight(), g.outWidth());
    }

    private Tiling inputs() {
        return tiling(g.height(), g.width());
    }

    @Override
    public Halo inputHalo() {
        return outputs().halo(g.height(), g.width(), g.padTop(), g.padLeft());
    }

    @Override
    public Halo gradientHalo() {
        Halo reach = inputs().halo(g.outHeight(), g.outWidth(), reversedPad(g.padTop()), reversedPad(g.padLeft()));
        Tiling tiling = outputs();
        Halo whole = new Halo(
                0, tiling.down() * Tiling.SIDE - g.outHeight(), 0, tiling.across() * Tiling.SIDE - g.outWidth());
        return reach.union(whole);
    }

    private static int reversedPad(int pad) {
        return KERNEL - 1 - pad;
    }

    /** Whether a maximum pooling can be computed on the tiles, before the outputs are written. */
    static boolean pools(ConvolutionOperation op, Window window) {
        return OutputTransform.pools(window) && !isSmall(op.geometry().outHeight(), op.geometry().outWidth());
    }

    @Override
    public void forward(PlanContext p, Buffer x, Buffer y) {
        TransformedWeights weights = transformed(
                p, "transformed weights", op.weights(p).address(), op.weights(p).layout());
        OutputTransform output = new OutputTransform(
                p, op.name(), outputs().blockTiles(), y.layout(), WinogradPass.channels(op.kernel().layout()),
                op.bias(p), op.zeros(p), Optional.of(op.epilogue()), op.pooling());
        WinogradPass pass = new WinogradPass(
                p, op.name(), outputs(), x.layout(), g.padTop(), g.padLeft(), weights, op.zeros(p), output);
        if (op.pooling().isPresent()) {
            addPooling(p, pass, op.pooling().get(), x, y);
        } else {
            add(p, op.name() + " (winograd)", pass, isSmall(g.outHeight(), g.outWidth()), x, y);
        }
    }

    private void addPooling(PlanContext p, WinogradPass pass, MaxPoolOperation pool, Buffer x, Buffer y) {
        List<Buffer> writes = with(y, pass.scratch());
        if (p.training()) {
            writes.add(pool.argmaxMask(p));
        }
        String what = op.name() + " (winograd) and " + pool.name();
        p.samplewise(what, pass.mostParts(), List.of(x), writes, (context, part, parts) -> pass.run(
                x.inside(context), y.inside(context), p.training() ? writes.getLast().at(context) : 0, part, parts,
                context.worker));
    }

    @Override
    public void inputGradient(PlanContext p, Buffer dy, Buffer dx) {
        InputGradient reversing = new InputGradient(op.context(p, dx.layout(), dy.layout()), op.reversed(p));
        p.prepack(op.name() + " reversed weights", 0, reversing.refreshTasks(),
                (task, worker) -> reversing.refresh(task));
        TransformedWeights weights = transformed(
                p, "transformed reversed weights", op.reversed(p), InputGradient.reversed(g, op.kernel().layout()));
        String name = op.name() + " input gradient";
        OutputTransform output = new OutputTransform(
                p, name, inputs().blockTiles(), dx.layout(), WinogradPass.channels(weights.layout()), op.zeros(p),
                op.zeros(p), Optional.empty(), Optional.empty());
        WinogradPass pass = new WinogradPass(
                p, name, inputs(), dy.layout(), reversedPad(g.padTop()), reversedPad(g.padLeft()), weights,
                op.zeros(p), output);
        add(p, op.name() + " input gradient (winograd)", pass, isSmall(g.height(), g.width()), dy, dx);
    }

    private static void add(PlanContext p, String what, WinogradPass pass, boolean small, Buffer from, Buffer to) {
        if (small && p.batch() > 1) {
            p.blockwise(what, List.of(from), with(to, pass.scratch()), (first, end, worker) -> pass.run(
                    from.inside(first), from.stride(), to.inside(first), to.stride(), end - first, worker));
        } else {
            p.samplewise(what, pass.mostParts(), List.of(from), with(to, pass.scratch()),
                    (context, part, parts) -> pass.run(from.inside(context), to.inside(context), 0, part, parts,
                            context.worker));
        }
    }

    private TransformedWeights transformed(PlanContext p, String what, long source, WeightLayout layout) {
        String name = op.name() + " " + what;
        TransformedWeights weights = new TransformedWeights(
                p.kernels().winograd(), source, layout, p.shared(name, TransformedWeights.bytes(layout)));
        // Of round 1, since the source may be a form itself: reversed, or with a normalization folded in.
        p.prepack(name, 1, weights.tasks(), (task, worker) -> weights.refresh(task));
        return weights;
    }

    @Override
    public void weightGradient(PlanContext p, Buffer x, Buffer dy, Buffer dw) {
        Layout output = dy.layout();
        WinogradWeightGradient gradient = new WinogradWeightGradient(
                p, op.name() + " weight gradient", outputs(), x.layout(), output, g.padTop(), g.padLeft(),
                op.kernel().layout(), op.zeros(p));
        String what = op.name() + " weight gradient (winograd)";
        if (isSmall(g.outHeight(), g.outWidth())) {
            p.chunkwise(what, List.of(x, dy), with(dw, gradient.scratch()), (chunk, from, to, worker) -> gradient.run(
                    x.inside(from), x.stride(), dy.inside(from), dy.stride(), to - from, dw.at(chunk), worker));
        } else {
            p.samplewise(what, List.of(x, dy), with(dw, gradient.scratch()),
                    context -> gradient.run(x.inside(context), dy.inside(context), dw.at(context), context));
        }
    }

    private static List<Buffer> with(Buffer first, List<Buffer> others) {
        List<Buffer> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }
}
