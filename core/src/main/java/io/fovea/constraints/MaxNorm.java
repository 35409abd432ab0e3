package io.fovea.constraints;

import java.util.List;

import io.fovea.custom.Constraint;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Weights whose norms along some dimensions are at most {@code maxValue} (Srivastava et al., 2014), as Keras's {@code MaxNorm}.
 *
 * <p>Example: {@code Dense.of(10).kernelConstraint(new MaxNorm(3))}
 *
 * @param maxValue the largest norm, 0 or more; default 2
 * @param axis the dimensions along which norms are taken, 0 the first, -1 the last; default 0, which fits a dense kernel; 0, 1 and 2 fit
 *     that of a convolution
 */
public record MaxNorm(double maxValue, List<Integer> axis) implements Constraint {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public MaxNorm {
        Check.of("MaxNorm").notNegative("maxValue", maxValue).present("axis", axis);
        axis = List.copyOf(axis);
    }

    /** Along the first dimension. */
    public MaxNorm(double maxValue) {
        this(maxValue, List.of(0));
    }

    @Override
    public void apply(float[] weight, Shape shape) {
        Norms.scale(weight, shape, axis, norm -> Math.min(norm, (float) maxValue));
    }

    @Override
    public void check(Shape shape) {
        Norms.check("MaxNorm", axis, shape);
    }
}
