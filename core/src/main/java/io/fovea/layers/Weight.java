package io.fovea.layers;

import io.fovea.initializers.Initializer;
import io.fovea.tensor.Shape;

/**
 * A weight that a layer has.
 *
 * @param name in Keras: {@code kernel}, {@code bias}, {@code gamma}
 * @param shape in Keras's order
 * @param initializer how it is set at first
 * @param trainable whether training changes it by gradient
 */
public record Weight(String name, Shape shape, Initializer initializer, boolean trainable) {}
