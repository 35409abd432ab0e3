package io.fovea.constraints;

import java.util.List;

import io.fovea.custom.Constraint;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Weights whose norms along some dimensions are 1, as Keras's {@code UnitNorm}.
 *
 * <p>Example: {@code Conv2D.of(32, 3).kernelConstraint(new UnitNorm(List.of(0, 1, 2)))}
 *
 * @param axis the dimensions along which norms are taken, 0 the first, -1 the last; default 0, which fits a dense kernel; 0, 1 and 2 fit
 *     that of a convolution
 */
public record UnitNorm(List<Integer> axis) implements Constraint {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public UnitNorm {
        Check.of("UnitNorm").present("axis", axis);
        axis = List.copyOf(axis);
    }

    /** Along the first dimension. */
    public UnitNorm() {
        this(List.of(0));
    }

    @Override
    public void apply(float[] weight, Shape shape) {
        Norms.scale(weight, shape, axis, norm -> 1);
    }

    @Override
    public void check(Shape shape) {
        Norms.check("UnitNorm", axis, shape);
    }
}
