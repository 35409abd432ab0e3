package io.fovea.ops.loss;

import java.util.List;

import io.fovea.custom.BatchLoss;
import io.fovea.custom.LastAxisLoss;
import io.fovea.custom.PerSampleLoss;
import io.fovea.ops.BlockView;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Operation;
import io.fovea.ops.PixelView;
import io.fovea.ops.PlanContext;
import io.fovea.tensor.Value;

/**
 * The loss of one output: the value for each sample, and in training its gradient, both in one pass. The engine's losses are of
 * the last axis; a sample's loss is their mean over its pixels.
 *
 * @param loss what to compute
 * @param output the value that it is computed from
 * @param targetSize numbers of a sample's target
 * @param weight of this loss in the sum over the outputs
 * @param divisor what the sum over the samples is divided by
 * @param operations that compute {@code output} from the model's output and the target; none where that is the model's output
 */
public record LossHead(
        String name, PerSampleLoss loss, Value output, int targetSize, double weight, LossScale.Divisor divisor,
        List<Operation> operations) {
    /** A loss of the model's output with a weight of 1, averaged over the samples. */
    public LossHead(String name, PerSampleLoss loss, Value output, int targetSize) {
        this(name, loss, output, targetSize, 1, LossScale.Divisor.SAMPLES, List.of());
    }

    /** The same loss computed from {@code logits}. */
    public LossHead on(Value logits) {
        return new LossHead(name, loss.onLogits(), logits, targetSize, weight, divisor, operations);
    }

    /** Positions of a sample that have a loss each. */
    public int positions() {
        return output.height() * output.width();
    }

    /**
     * Adds the loss.
     *
     * @param target buffer of the targets, {@code targetSize} floats a sample
     * @param scale of the samples in the step under way
     * @param workers how many there may be
     * @param losses where each sample's loss goes
     */
    public void add(PlanContext p, Buffer target, LossScale scale, int workers, double[] losses) {
        switch (loss) {
            case KernelLoss fast -> addPositions(p, target, scale, losses, new KernelPositions(fast, this));
            case LastAxisLoss ofAxis ->
                    addPositions(p, target, scale, losses, new AxisPositions(ofAxis, this, workers));
            case BatchLoss ofBatch -> new BatchLossWork(ofBatch, this, workers).add(p, target, scale, losses);
            default -> addViews(p, target, scale, losses);
        }
    }

    /** A loss that is a mean over positions. */
    interface Positions {
        /** The loss at a position. */
        double value(long output, long target, int worker);

        /** Its gradient, times {@code scale}; called after {@link #value} for the same position. */
        void gradient(long output, long target, float scale, int worker, long gradient);
    }

    private void addPositions(PlanContext p, Buffer target, LossScale scale, double[] losses, Positions kernel) {
        Buffer y = p.value(output);
        int positions = positions();
        long targetBytes = 4L * (targetSize / positions);
        if (!p.training()) {
            p.blockwise(name, List.of(y, target), List.of(), (from, to, worker) -> {
                for (int s = from; s < to; s++) {
                    double sum = 0;
                    for (int i = 0; i < positions; i++) {
                        sum += kernel.value(LossScratch.at(y, s, i), target.at(s) + i * targetBytes, worker);
                    }
                    losses[s] = scale.value(s) * (sum / positions);
                }
            });
            return;
        }
        Buffer dy = p.inputGradient(output);
        p.blockwise(name, List.of(y, target), List.of(dy), (from, to, worker) -> {
            for (int s = from; s < to; s++) {
                float factor = (float) (weight * scale.gradient(s) / positions);
                double sum = 0;
                for (int i = 0; i < positions; i++) {
                    long outputAt = LossScratch.at(y, s, i);
                    long targetAt = target.at(s) + i * targetBytes;
                    sum += kernel.value(outputAt, targetAt, worker);
                    kernel.gradient(outputAt, targetAt, factor, worker, LossScratch.at(dy, s, i));
                }
                losses[s] = scale.value(s) * (sum / positions);
                finish(p, dy, s);
            }
        });
    }

    private void addViews(PlanContext p, Buffer target, LossScale scale, double[] losses) {
        Buffer y = p.value(output);
        if (!p.training()) {
            p.blockwise(name, List.of(y, target), List.of(), (from, to, worker) -> {
                for (int s = from; s < to; s++) {
                    losses[s] = scale.value(s) * loss.value(PixelView.of(p, y, s), targetView(p, target, s));
                }
            });
            return;
        }
        Buffer dy = p.inputGradient(output);
        p.blockwise(name, List.of(y, target), List.of(dy), (from, to, worker) -> {
            for (int s = from; s < to; s++) {
                losses[s] = scale.value(s) * loss.value(PixelView.of(p, y, s), targetView(p, target, s));
                loss.gradient(
                        PixelView.of(p, y, s), targetView(p, target, s), (float) (weight * scale.gradient(s)),
                        PixelView.of(p, dy, s));
                finish(p, dy, s);
            }
        });
    }

    /** Clears what lies between the numbers of a gradient and flushes it: a confident softmax has gradients of 1e-40. */
    void finish(PlanContext p, Buffer dy, int sample) {
        boolean vector = dy.isVector();
        int count = vector ? output.channels() : output.width() * output.channelStride();
        if (!vector) {
            dy.layout().clearPadding(dy.inside(sample));
        }
        Epilogue.NONE.forward(
                p.kernels().activation(), output.height(), count, dy.inside(sample),
                vector ? 0 : dy.layout().rowBytes());
        if (vector) {
            dy.layout().clearPadding(dy.inside(sample));
        }
    }

    private BlockView targetView(PlanContext p, Buffer target, int sample) {
        return new BlockView(p.segment(target.at(sample), 4L * targetSize));
    }
}
