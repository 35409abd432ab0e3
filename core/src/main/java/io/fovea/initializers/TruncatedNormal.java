package io.fovea.initializers;

import io.fovea.description.Check;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Normally distributed weights, drawn again where they are further than two standard deviations from the mean.
 *
 * <p>Example: {@code Dense.of(10).kernelInitializer(new TruncatedNormal())}
 *
 * @param mean of the distribution, finite; default 0
 * @param deviation standard deviation before the ends are cut off, 0 or more; default 0.05. Keras's {@code stddev}
 */
public record TruncatedNormal(double mean, double deviation) implements Initializer {
    private static final int ATTEMPTS = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is not finite in float32, or the deviation is negative
     */
    public TruncatedNormal {
        Check.of("TruncatedNormal").finite("mean", mean).notNegative("deviation", deviation);
    }

    /** Mean 0 and deviation 0.05. */
    public TruncatedNormal() {
        this(0, 0.05);
    }

    @Override
    public float[] values(Shape shape, long seed) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * standard(seed, i));
        }
        return values;
    }

    /** Element {@code index} of the sequence of {@code seed}: mean 0, deviation 1 before the cut, between -2 and 2. */
    static double standard(long seed, long index) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double value = Randoms.normal(seed, index * ATTEMPTS + attempt);
            if (Math.abs(value) <= 2) {
                return value;
            }
        }
        return 0;
    }
}
