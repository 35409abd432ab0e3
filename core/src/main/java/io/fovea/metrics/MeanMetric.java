package io.fovea.metrics;

/**
 * A metric that is the weighted mean of a value over the samples, and over the pixels of each.
 */
public interface MeanMetric extends Metric {
    /**
     * The value at one position.
     *
     * @param output of the model, along the last axis
     * @param target in the shape that the loss takes
     */
    double value(float[] output, float[] target);

    @Override
    default int sums(int channels) {
        return 2;
    }

    @Override
    default void add(float[] output, float[] target, double weight, double[] sums) {
        sums[0] += weight * value(output, target);
        sums[1] += weight;
    }

    @Override
    default double result(double[] sums) {
        return sums[1] == 0 ? 0 : sums[0] / sums[1];
    }
}
