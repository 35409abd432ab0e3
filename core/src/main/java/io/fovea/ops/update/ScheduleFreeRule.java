package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/**
 * AdamW without a schedule (Defazio et al., arXiv:2405.15682): the weights are interpolated between the sequence that steps are taken
 * on, which is the first state, and its mean. The mean is worked out of the two others, so that it needs no state.
 *
 * @param beta1 how near the weights are to the mean
 * @param beta2 decay of the squares' moving average, the second state
 * @param epsilon added to the root
 * @param warmupSteps in which the step size rises from 0; 0: none
 */
public record ScheduleFreeRule(double beta1, double beta2, double epsilon, int warmupSteps)
        implements KernelUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public boolean startsAsWeight(int index) {
        return index == 0;
    }

    @Override
    public float rate(float learningRate, long step) {
        return step >= warmupSteps ? learningRate : learningRate * step / warmupSteps;
    }

    @Override
    public void prepare(float learningRate, long step, float[] factors) {
        double part = 1.0 / step;
        factors[0] = (float) (1 / (1 - StrictMath.pow(beta2, (double) step)));
        factors[1] = (float) (1 - beta1 + beta1 * part);
        factors[2] = (float) (1 - part);
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().scheduleFree(
                count, weights, states, states + stateBytes, gradient, step.rate(), (float) (1 - beta1),
                (float) (1 - beta2), step.factor(0), (float) epsilon, step.factor(1), step.factor(2));
    }
}
