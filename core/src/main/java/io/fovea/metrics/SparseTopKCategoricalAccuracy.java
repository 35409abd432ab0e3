package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * The fraction of samples whose target's class index is among the {@code k} most probable classes.
 *
 * @param k 1 or more; default 5
 */
public record SparseTopKCategoricalAccuracy(int k) implements MeanMetric {
    /**
     * Checks k.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public SparseTopKCategoricalAccuracy {
        Check.of("SparseTopKCategoricalAccuracy").atLeast(1, "k", k);
    }

    /** With k = 5. */
    public SparseTopKCategoricalAccuracy() {
        this(5);
    }

    @Override
    public String name() {
        return "sparse_top_k_categorical_accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        float own = output[(int) target[0]];
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
        return targets == 1;
    }
}
