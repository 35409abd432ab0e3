package io.fovea.layers;

import io.fovea.initializers.Initializer;
import io.fovea.tensor.Shape;

/**
 * A weight of a layer.
 *
 * @param name in Keras: {@code kernel}, {@code bias}, {@code gamma}
 * @param shape in Keras's order
 * @param initializer of its first values
 * @param trainable whether training updates it by its gradient
 */
public record Weight(String name, Shape shape, Initializer initializer, boolean trainable) {}
