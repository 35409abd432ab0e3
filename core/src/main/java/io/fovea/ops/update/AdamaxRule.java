package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Adamax (Kingma and Ba, arXiv:1412.6980, section 7), with the bias correction folded into the rate. */
public record AdamaxRule(double beta1, double beta2, double epsilon) implements KernelUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public float rate(float learningRate, long step) {
        return (float) (learningRate / (1 - StrictMath.pow(beta1, (double) step)));
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().adamax(
                count, weights, states, states + stateBytes, gradient, step.rate(), (float) (1 - beta1), (float) beta2,
                (float) epsilon);
    }
}
