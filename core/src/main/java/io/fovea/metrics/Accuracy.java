package io.fovea.metrics;

/**
 * The fraction of numbers that equal the target's. For the names {@code accuracy} and {@code acc} of Keras, which stand for the
 * accuracy that fits the shapes, see {@link #fitting}.
 */
public record Accuracy() implements MeanMetric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        int equal = 0;
        for (int k = 0; k < output.length; k++) {
            equal += output[k] == target[k] ? 1 : 0;
        }
        return (double) equal / output.length;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }

    /**
     * What Keras's {@code accuracy} stands for: {@link BinaryAccuracy} for one number, {@link SparseCategoricalAccuracy} for class
     * indices, else {@link CategoricalAccuracy}.
     *
     * @param channels numbers of an output along its last axis
     * @param targets numbers of its target there
     */
    public static Metric fitting(int channels, int targets) {
        if (channels == 1) {
            return new BinaryAccuracy();
        }
        return targets == 1 ? new SparseCategoricalAccuracy() : new CategoricalAccuracy();
    }
}
