package io.fovea.initializers;

import java.util.Arrays;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * Every weight the same number.
 *
 * @param value that number, finite
 */
public record Constant(double value) implements Initializer {
    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException when it is not finite in float32
     */
    public Constant {
        Check.of("Constant").finite("value", value);
    }

    /** All 0: the default of biases. */
    public static final Constant ZEROS = new Constant(0);

    /** All 1: the default of a normalization's scale. */
    public static final Constant ONES = new Constant(1);

    @Override
    public float[] values(Shape shape, long seed) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, (float) value);
        return values;
    }
}
