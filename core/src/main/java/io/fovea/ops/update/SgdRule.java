package io.fovea.ops.update;

import io.fovea.kernels.UpdateKernel;

/** Gradient descent, with momentum if that is not 0. */
public record SgdRule(float momentum, boolean nesterov) implements KernelUpdateRule {
    @Override
    public int states() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public void update(
            UpdateKernel kernel, float rate, int count, long weights, long states, long stateBytes, long gradient) {
        if (momentum == 0) {
            kernel.sgd(count, weights, gradient, rate);
        } else {
            kernel.momentum(count, weights, states, gradient, rate, momentum, nesterov);
        }
    }
}
