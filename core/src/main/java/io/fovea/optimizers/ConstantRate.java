package io.fovea.optimizers;

import io.fovea.description.Check;

/**
 * The same learning rate at each step. Callbacks may change it.
 *
 * @param learningRate greater than 0
 */
public record ConstantRate(double learningRate) implements LearningRate {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when the rate is not greater than 0
     */
    public ConstantRate {
        Check.of("ConstantRate").positive("learningRate", learningRate);
    }

    @Override
    public double at(long step) {
        return learningRate;
    }

    /** The number alone. */
    @Override
    public String toString() {
        return Double.toString(learningRate);
    }
}
