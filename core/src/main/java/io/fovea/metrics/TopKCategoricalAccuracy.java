package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * The fraction of samples whose class of the target's greatest number is among the {@code k} most probable classes.
 *
 * @param k 1 or more; default 5
 */
public record TopKCategoricalAccuracy(int k) implements MeanMetric {
    /**
     * Checks k.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public TopKCategoricalAccuracy {
        Check.of("TopKCategoricalAccuracy").atLeast(1, "k", k);
    }

    /** With k = 5. */
    public TopKCategoricalAccuracy() {
        this(5);
    }

    @Override
    public String name() {
        return "top_k_categorical_accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        float own = output[Metric.argmax(target)];
        int better = 0;
        for (float other : output) {
            if (other > own) {
                better++;
            }
        }
        return better < k ? 1 : 0;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
