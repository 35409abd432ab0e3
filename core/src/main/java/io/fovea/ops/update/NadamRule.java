package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Nadam (Dozat, 2016), with Keras's schedule of the momentum: {@code u(t) = beta1 (1 - 0.96^t / 2)}. */
public record NadamRule(double beta1, double beta2, double epsilon) implements KernelUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public void prepare(float learningRate, long step, float[] factors) {
        double power = 1;
        double product = 1;
        double u = 0;
        // Once the product can't be told from 0 beside 1, it is of no more use.
        for (long t = 1; t <= step && product > 1e-20; t++) {
            power *= 0.96;
            u = beta1 * (1 - 0.5 * power);
            product *= u;
        }
        double now = product > 1e-20 ? u : beta1 * (1 - 0.5 * StrictMath.pow(0.96, (double) step));
        double next = beta1 * (1 - 0.5 * StrictMath.pow(0.96, step + 1.0));
        factors[0] = (float) (learningRate * next / (1 - product * next));
        factors[1] = (float) (learningRate * (1 - now) / (1 - product));
        factors[2] = (float) (1 / (1 - StrictMath.pow(beta2, (double) step)));
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().nadam(
                count, weights, states, states + stateBytes, gradient, step.factor(0), step.factor(1),
                (float) (1 - beta1), (float) (1 - beta2), step.factor(2), (float) epsilon);
    }
}
