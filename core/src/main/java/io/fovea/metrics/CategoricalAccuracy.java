package io.fovea.metrics;

/**
 * The fraction of samples whose most probable class is that of the target's greatest number (one for each class).
 */
public record CategoricalAccuracy() implements MeanMetric {
    @Override
    public String name() {
        return "categorical_accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        return Metric.argmax(output) == Metric.argmax(target) ? 1 : 0;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
