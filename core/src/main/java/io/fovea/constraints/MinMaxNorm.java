package io.fovea.constraints;

import java.util.List;

import io.fovea.custom.Constraint;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Weights whose norms along some dimensions are in a range, as Keras's {@code MinMaxNorm}.
 *
 * <p>Example: {@code Dense.of(10).kernelConstraint(new MinMaxNorm(0.5, 2))}
 *
 * @param minValue the least norm, 0 or more; default 0
 * @param maxValue the largest norm, minValue or more; default 1
 * @param rate how far a step goes to that, in [0, 1]; default 1
 * @param axis the dimensions along which norms are taken, 0 the first, -1 the last; default 0, which fits a dense kernel; 0, 1 and 2 fit
 *     that of a convolution
 */
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axis) implements Constraint {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public MinMaxNorm {
        Check.of("MinMaxNorm")
                .notNegative("minValue", minValue)
                .notNegative("maxValue", maxValue)
                .check(maxValue >= minValue, "maxValue", "minValue (" + minValue + ") or more", maxValue)
                .check(rate >= 0 && rate <= 1, "rate", "a number in [0, 1]", rate)
                .present("axis", axis);
        axis = List.copyOf(axis);
    }

    /** At once, along the first dimension. */
    public MinMaxNorm(double minValue, double maxValue) {
        this(minValue, maxValue, 1, List.of(0));
    }

    @Override
    public void apply(float[] weight, Shape shape) {
        float part = (float) rate;
        Norms.scale(weight, shape, axis, norm -> part * Math.clamp(norm, (float) minValue, (float) maxValue)
                + (1 - part) * norm);
    }

    @Override
    public void check(Shape shape) {
        Norms.check("MinMaxNorm", axis, shape);
    }
}
