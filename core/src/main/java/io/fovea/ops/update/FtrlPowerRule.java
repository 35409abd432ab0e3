package io.fovea.ops.update;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Subnormals;

/**
 * {@link FtrlRule} with another power than the root: powers are taken in double precision, one by one.
 *
 * @param power of the sum of squares, 0 or less
 */
public record FtrlPowerRule(
        double initialAccumulator, double l1, double l2, double l2Shrinkage, double beta, double power)
        implements WholeUpdateRule {
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
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {
        float lasso = (float) l1;
        float shrinkage = (float) (2 * l2Shrinkage);
        for (int i = 0; i < weights.length; i++) {
            float g = Subnormals.flush(gradient[i]);
            float sum = Math.fma(g, g, states[0][i]);
            float root = power(sum);
            float sigma = (root - power(states[0][i])) / step.rate();
            float linear = Subnormals.flush(
                    states[1][i] + (Math.fma(weights[i], shrinkage, g) - sigma * weights[i]));
            weights[i] = Subnormals.flush(
                    (Math.clamp(linear, -lasso, lasso) - linear) / (root / step.rate() + step.factor(0)));
            states[0][i] = Subnormals.flushSquare(sum);
            states[1][i] = linear;
        }
    }

    /** {@code sum} to the power of {@code -power}; {@code StrictMath.pow} would allocate. */
    private float power(float sum) {
        return power == 0 ? 1 : (float) StrictMath.exp(-power * StrictMath.log(sum));
    }
}
