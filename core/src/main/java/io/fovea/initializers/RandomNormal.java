package io.fovea.initializers;

import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Normally distributed weights.
 *
 * @param mean of the distribution
 * @param deviation standard deviation, 0 or more; Keras's {@code stddev}, there 0.05 by default
 */
public record RandomNormal(double mean, double deviation) implements Initializer {
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
