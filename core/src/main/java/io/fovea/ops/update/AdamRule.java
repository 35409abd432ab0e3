package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Adam (Kingma and Ba, arXiv:1412.6980), with the bias corrections folded into the rate as Keras does. */
public record AdamRule(double beta1, double beta2, double epsilon) implements KernelUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public float rate(float learningRate, long step) {
        double correction1 = 1 - StrictMath.pow(beta1, (double) step);
        double correction2 = 1 - StrictMath.pow(beta2, (double) step);
        return (float) (learningRate * StrictMath.sqrt(correction2) / correction1);
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.updates().adam(
                count, weights, states, states + stateBytes, gradient, step.rate(),
                (float) (1 - beta1), (float) (1 - beta2), (float) epsilon);
    }
}
