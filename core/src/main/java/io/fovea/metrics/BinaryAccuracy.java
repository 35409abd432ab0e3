package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * The fraction of numbers on the right side of a threshold; targets are 0 or 1.
 *
 * @param threshold above which an output means 1, 0 to 1; default 0.5
 */
public record BinaryAccuracy(double threshold) implements MeanMetric {
    /**
     * Checks the threshold.
     *
     * @throws IllegalArgumentException when it is not in [0, 1]
     */
    public BinaryAccuracy {
        Check.of("BinaryAccuracy").check(threshold >= 0 && threshold <= 1, "threshold", "a number in [0, 1]",
                threshold);
    }

    /** With a threshold of 0.5. */
    public BinaryAccuracy() {
        this(0.5);
    }

    @Override
    public String name() {
        return "binary_accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        int right = 0;
        for (int k = 0; k < output.length; k++) {
            right += (output[k] > (float) threshold ? 1 : 0) == target[k] ? 1 : 0;
        }
        return (double) right / output.length;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
