package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Lion (Chen et al., arXiv:2302.06675). */
public record LionRule(double beta1, double beta2) implements KernelUpdateRule {
    @Override
    public int states() {
        return 1;
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().lion(
                count, weights, states, gradient, step.rate(), (float) beta1, (float) (1 - beta1), (float) beta2,
                (float) (1 - beta2));
    }
}
