package io.fovea.optimizers;

import io.fovea.custom.UpdateRule;

/**
 * Turns gradients into changes of the weights. Implementations are immutable; the state of a training is the engine's.
 *
 * <p>Example: {@code model.compile(new Adam(0.001), new SparseCategoricalCrossentropy())}
 */
public interface Optimizer {
    /** The name in Keras: {@code adam}. */
    String name();

    /** The step size, greater than 0. */
    double learningRate();

    /**
     * The same optimizer with another step size.
     *
     * @throws IllegalArgumentException when {@code rate} is not greater than 0 or not finite in float32
     */
    Optimizer learningRate(double rate);

    /** The update of a block of weights, for the engine. */
    UpdateRule rule();
}
