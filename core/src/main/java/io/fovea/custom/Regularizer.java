package io.fovea.custom;

import io.fovea.tensor.Shape;

/**
 * A penalty on a weight that is added to the loss, as Keras's regularizers. Implementations are immutable; several threads may
 * use one at once.
 */
public interface Regularizer {
    /**
     * The penalty.
     *
     * @param weight row-major, in Keras's order; only to be read
     */
    double value(float[] weight, Shape shape);

    /** Adds the penalty's gradient by the weight to {@code gradient}. */
    void addGradient(float[] weight, Shape shape, float[] gradient);

    /**
     * Refuses a weight that it can't be used for.
     *
     * @throws IllegalArgumentException then
     */
    default void check(Shape shape) {}
}
