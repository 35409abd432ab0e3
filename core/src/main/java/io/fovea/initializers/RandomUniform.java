package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Uniformly distributed weights.
 *
 * @param low the least, finite; default -0.05. Keras's {@code minval}
 * @param high the upper bound, {@code low} or more; default 0.05. Keras's {@code maxval}
 */
public record RandomUniform(double low, double high) implements Initializer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is not finite in float32, or {@code high} is below {@code low}
     */
    public RandomUniform {
        Check.of("RandomUniform")
                .finite("low", low)
                .finite("high", high)
                .check(high >= low, "high", "low (" + low + ") or more", high);
    }

    /** Between -0.05 and 0.05. */
    public RandomUniform() {
        this(-0.05, 0.05);
    }

    @Override
    public float[] values(Shape shape, long seed) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * Randoms.uniform(seed, i));
        }
        return values;
    }
}
