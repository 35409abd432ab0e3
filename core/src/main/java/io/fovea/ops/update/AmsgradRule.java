package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** {@link AdamRule} that divides by the largest mean of squares so far (Reddi, Kale and Kumar, arXiv:1904.09237). */
public record AmsgradRule(double beta1, double beta2, double epsilon) implements KernelUpdateRule {
    @Override
    public int states() {
        return 3;
    }

    @Override
    public float rate(float learningRate, long step) {
        return new AdamRule(beta1, beta2, epsilon).rate(learningRate, step);
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().amsgrad(
                count, weights, states, states + stateBytes, states + 2 * stateBytes, gradient, step.rate(),
                (float) (1 - beta1), (float) (1 - beta2), (float) epsilon);
    }
}
