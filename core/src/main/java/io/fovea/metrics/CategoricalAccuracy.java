package io.fovea.metrics;

/** The share of samples whose most probable class is the greatest of the target's numbers (one for each class). */
public record CategoricalAccuracy() implements Metric {
    @Override
    public String name() {
        return "categorical_accuracy";
    }

    @Override
    public double value(float[] output, float[] target) {
        return Metric.argmax(output) == Metric.argmax(target) ? 1 : 0;
    }
}
