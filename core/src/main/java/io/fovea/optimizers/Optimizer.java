package io.fovea.optimizers;

import io.fovea.custom.UpdateRule;

/** How gradients change the weights. */
public interface Optimizer {
    /** The name in Keras: {@code adam}. */
    String name();

    /** The step size. */
    double learningRate();

    /** The same optimiser with another step size. */
    Optimizer learningRate(double rate);

    /** The update of a block of weights, for the engine. */
    UpdateRule rule();

    /**
     * Refuses a step size that is no positive number.
     *
     * @throws IllegalArgumentException then
     */
    static void checkLearningRate(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a learning rate is greater than 0, but got " + rate);
        }
    }
}
