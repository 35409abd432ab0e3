package io.fovea.initializers;

import java.util.Arrays;

import io.fovea.tensor.Shape;

/**
 * Every weight the same number.
 *
 * @param value that number
 */
public record Constant(double value) implements Initializer {
    /** All 0: the default of biases. */
    public static final Constant ZEROS = new Constant(0);

    /** All 1: the default of a normalisation's scale. */
    public static final Constant ONES = new Constant(1);

    @Override
    public float[] values(Shape shape, long seed) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, (float) value);
        return values;
    }
}
