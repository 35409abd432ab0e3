package io.fovea.metrics;

/**
 * The fraction of samples whose most probable class is the target's class index.
 */
public record SparseCategoricalAccuracy() implements MeanMetric {
    @Override
    public String name() {
        return "sparse_categorical_accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        return Metric.argmax(output) == (int) target[0] ? 1 : 0;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return targets == 1;
    }
}
