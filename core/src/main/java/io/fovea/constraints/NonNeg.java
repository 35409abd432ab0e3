package io.fovea.constraints;

import io.fovea.custom.Constraint;
import io.fovea.tensor.Shape;

/**
 * Weights of 0 or more, as Keras's {@code NonNeg}.
 *
 * <p>Example: {@code Dense.of(10).kernelConstraint(new NonNeg())}
 */
public record NonNeg() implements Constraint {
    @Override
    public boolean isElementwise() {
        return true;
    }

    @Override
    public void apply(float[] weight, Shape shape) {
        for (int i = 0; i < weight.length; i++) {
            weight[i] = Math.max(weight[i], 0);
        }
    }
}
