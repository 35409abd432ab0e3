package io.fovea.ops.loss;

import java.util.List;

import io.fovea.ops.Buffer;
import io.fovea.ops.Epilogue;
import io.fovea.ops.PlanContext;
import io.fovea.ops.Value;

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
                    losses[s] = loss.value(output.channels(), y.at(s), target.at(s));
                }
            });
            return;
        }
        Buffer dy = p.inputGradient(output);
        p.blockwise(name, List.of(y, target), List.of(dy), (from, to, worker) -> {
            float scale = 1f / p.step().samples();
            for (int s = from; s < to; s++) {
                losses[s] = loss.value(output.channels(), y.at(s), target.at(s));
                loss.gradient(output.channels(), y.at(s), target.at(s), scale, dy.at(s));
                // A confident softmax has gradients of 1e-40.
                Epilogue.NONE.forward(p.kernels().activation(), 1, output.channels(), dy.at(s), 0);
                dy.layout().clearPadding(dy.at(s));
            }
        });
    }
}
