package io.fovea.ops.update;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Subnormals;

/** Lamb (You et al., arXiv:1904.00962). States: the means of the gradients and of their squares. */
public record LambRule(double beta1, double beta2, double epsilon) implements WholeUpdateRule {
    @Override
    public int states() {
        return 2;
    }

    @Override
    public void prepare(float learningRate, long step, float[] factors) {
        factors[0] = (float) (1 / (1 - StrictMath.pow(beta1, (double) step)));
        factors[1] = (float) (1 / (1 - StrictMath.pow(beta2, (double) step)));
    }

    /** Adam's step goes to {@code gradient}, so that nothing is allocated. */
    @Override
    public void update(
            UpdateStep step, ParameterInfo parameter, float[] weights, float[][] states, float[] gradient,
            Scratch scratch) {
        double weightSquares = 0;
        double stepSquares = 0;
        for (int i = 0; i < weights.length; i++) {
            float own = adam(step, states, i, Subnormals.flush(gradient[i]));
            gradient[i] = own;
            weightSquares += (double) weights[i] * weights[i];
            stepSquares += (double) own * own;
        }
        double ratio = weightSquares > 0 && stepSquares > 0 ? Math.sqrt(weightSquares / stepSquares) : 1;
        float rate = (float) (ratio * step.rate());
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Subnormals.flush(weights[i] - rate * gradient[i]);
        }
    }

    private float adam(UpdateStep step, float[][] states, int i, float gradient) {
        float mean = Subnormals.flush(Math.fma(gradient - states[0][i], (float) (1 - beta1), states[0][i]));
        float square = Subnormals.flushSquare(Math.fma(
                Math.fma(gradient, gradient, -states[1][i]), (float) (1 - beta2), states[1][i]));
        states[0][i] = mean;
        states[1][i] = square;
        return mean * step.factor(0) / ((float) Math.sqrt(square * step.factor(1)) + (float) epsilon);
    }
}
