package io.fovea.initializers;

import io.fovea.tensor.Shape;

/**
 * The first values of a layer's weights. A function of the seed: the same seed gives the same numbers.
 *
 * <p>Implement it for one of your own.
 */
public interface Initializer {
    /**
     * The values, row-major.
     *
     * @param shape of the weight in Keras's order: {@code [inputs, units]} or {@code [height, width, inputs, filters]}
     * @param seed a different one for each weight of a model
     */
    float[] values(Shape shape, long seed);
}
