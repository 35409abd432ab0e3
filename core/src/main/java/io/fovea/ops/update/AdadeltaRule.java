package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Adadelta (Zeiler, arXiv:1212.5701). States: mean square of the gradients, and of the steps. */
public record AdadeltaRule(double rho, double epsilon) implements KernelUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().adadelta(
                count, weights, states, states + stateBytes, gradient, step.rate(), (float) (1 - rho),
                (float) epsilon);
    }
}
