package io.fovea.ops.update;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;

/** Follow the regularized leader (McMahan et al., 2013). States: the sum of squares, and the linear part. */
public record FtrlRule(double initialAccumulator, double l1, double l2, double l2Shrinkage, double beta)
        implements KernelUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public float initialState(int index) {
        return index == 0 ? (float) initialAccumulator : 0;
    }

    @Override
    public void prepare(float learningRate, long step, float[] factors) {
        factors[0] = (float) (2 * (l2 + beta / (2.0 * learningRate)));
    }

    @Override
    public void update(
            Kernels kernels, UpdateStep step, int count, long weights, long states, long stateBytes, long gradient) {
        kernels.adaptive().ftrl(
                count, weights, states, states + stateBytes, gradient, step.rate(), (float) l1, step.factor(0),
                (float) (2 * l2Shrinkage));
    }
}
