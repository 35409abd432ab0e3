package io.fovea.custom;

import io.fovea.tensor.Shape;

/** A penalty that looks at each number alone: {@code l1 |w| + l2 w w}, which a kernel adds to the gradient. */
public interface ElementwisePenalty extends Regularizer {
    /** Factor of the sum of magnitudes. */
    double l1();

    /** Factor of the sum of squares. */
    double l2();

    @Override
    default double value(float[] weight, Shape shape) {
        double magnitudes = 0;
        double squares = 0;
        for (float w : weight) {
            magnitudes += Math.abs(w);
            squares += (double) w * w;
        }
        return (float) l1() * magnitudes + (float) l2() * squares;
    }

    @Override
    default void addGradient(float[] weight, Shape shape, float[] gradient) {
        float lasso = (float) l1();
        float ridge = (float) (2 * l2());
        for (int i = 0; i < weight.length; i++) {
            gradient[i] += Math.fma(weight[i], ridge, Math.signum(weight[i]) * lasso);
        }
    }
}
