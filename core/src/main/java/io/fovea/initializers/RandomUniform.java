package io.fovea.initializers;

import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Uniformly distributed weights.
 *
 * @param low the least; Keras's {@code minval}, there -0.05 by default
 * @param high what they stay below; Keras's {@code maxval}, there 0.05 by default
 */
public record RandomUniform(double low, double high) implements Initializer {
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
