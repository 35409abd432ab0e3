package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Gradient descent, with momentum if that is not 0. */
public record SgdRule(float momentum, boolean nesterov) implements KernelUpdateRule {
    @Override
    public int states() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        if (momentum == 0) {
            kernels.updates().sgd(count, weights, gradient, step.rate());
        } else {
            kernels.updates().momentum(count, weights, states, gradient, step.rate(), momentum, nesterov);
        }
    }
}
