package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Normally distributed weights.
 *
 * @param mean of the distribution, finite; default 0
 * @param deviation standard deviation, 0 or more; default 0.05. Keras's {@code stddev}
 */
public record RandomNormal(double mean, double deviation) implements Initializer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is not finite in float32, or the deviation is negative
     */
    public RandomNormal {
        Check.of("RandomNormal").finite("mean", mean).notNegative("deviation", deviation);
    }

    /** Mean 0 and deviation 0.05. */
    public RandomNormal() {
        this(0, 0.05);
    }

    @Override
    public float[] values(Shape shape, long seed) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * Randoms.normal(seed, i));
        }
        return values;
    }
}
