package io.fovea.ops.loss;

import java.util.List;

import io.fovea.custom.PerSampleLoss;
import io.fovea.ops.BlockView;
import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.PlanContext;
import io.fovea.tensor.Value;

/**
 * The loss of one output: the value for each sample, and in training its gradient, both in one pass.
 *
 * @param loss what to compute
 * @param output the vector that it is computed from
 * @param targetSize numbers of a sample's target
 */
public record LossHead(String name, PerSampleLoss loss, Value output, int targetSize) {
    /**
     * Adds the loss.
     *
     * @param target buffer of the targets, {@code targetSize} floats a sample
     * @param losses where each sample's loss goes
     */
    public void add(PlanContext p, Buffer target, double[] losses) {
        Buffer y = p.value(output);
        if (!p.training()) {
            p.blockwise(name, List.of(y, target), List.of(), (from, to, worker) -> {
                for (int s = from; s < to; s++) {
                    losses[s] = value(p, y, target, s);
                }
            });
            return;
        }
        Buffer dy = p.inputGradient(output);
        p.blockwise(name, List.of(y, target), List.of(dy), (from, to, worker) -> {
            float scale = 1f / p.step().samples();
            for (int s = from; s < to; s++) {
                losses[s] = value(p, y, target, s);
                gradient(p, y, target, s, scale, dy);
                // A confident softmax has gradients of 1e-40.
                Epilogue.NONE.forward(p.kernels().activation(), 1, output.channels(), dy.at(s), 0);
                dy.layout().clearPadding(dy.at(s));
            }
        });
    }

    private double value(PlanContext p, Buffer y, Buffer target, int sample) {
        return loss instanceof KernelLoss fast
                ? fast.value(output.channels(), y.at(sample), target.at(sample))
                : loss.value(view(p, y, sample, output.channels()), view(p, target, sample, targetSize));
    }

    private void gradient(PlanContext p, Buffer y, Buffer target, int sample, float scale, Buffer dy) {
        if (loss instanceof KernelLoss fast) {
            fast.gradient(output.channels(), y.at(sample), target.at(sample), scale, dy.at(sample));
        } else {
            loss.gradient(
                    view(p, y, sample, output.channels()), view(p, target, sample, targetSize), scale,
                    view(p, dy, sample, output.channels()));
        }
    }

    private static BlockView view(PlanContext p, Buffer buffer, int sample, int count) {
        return new BlockView(p.segment(buffer.at(sample), 4L * count));
    }
}
