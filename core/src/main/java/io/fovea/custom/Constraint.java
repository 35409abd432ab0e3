package io.fovea.custom;

import io.fovea.tensor.Shape;

/**
 * What holds for a weight after each update, as Keras's constraints. Implementations are immutable; several threads may use one
 * at once.
 */
public interface Constraint {
    /**
     * Changes the weight so that the constraint holds.
     *
     * @param weight row-major, in Keras's order
     */
    void apply(float[] weight, Shape shape);

    /** Whether it looks at each number alone, so that it can be applied to any part of a weight; default no. */
    default boolean isElementwise() {
        return false;
    }

    /**
     * Refuses a weight that it can't be used for.
     *
     * @throws IllegalArgumentException then
     */
    default void check(Shape shape) {}
}
