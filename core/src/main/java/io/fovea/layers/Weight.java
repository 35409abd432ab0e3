package io.fovea.layers;

import java.util.Optional;

import io.fovea.custom.Constraint;
import io.fovea.custom.Regularizer;
import io.fovea.initializers.Initializer;
import io.fovea.tensor.Shape;

/**
 * A weight of a layer.
 *
 * @param name in Keras: {@code kernel}, {@code bias}, {@code gamma}
 * @param shape in Keras's order
 * @param initializer of its first values
 * @param trainable whether training updates it by its gradient
 * @param regularizer the penalty on it that is added to the loss
 * @param constraint what holds for it after each update
 */
public record Weight(
        String name, Shape shape, Initializer initializer, boolean trainable, Optional<Regularizer> regularizer,
        Optional<Constraint> constraint) {
    /**
     * Checks that penalty and constraint fit the shape.
     *
     * @throws IllegalArgumentException when one doesn't
     */
    public Weight {
        Shape own = shape;
        regularizer.ifPresent(penalty -> penalty.check(own));
        constraint.ifPresent(kept -> kept.check(own));
    }

    /** Without penalty and constraint. */
    public Weight(String name, Shape shape, Initializer initializer, boolean trainable) {
        this(name, shape, initializer, trainable, Optional.empty(), Optional.empty());
    }
}
