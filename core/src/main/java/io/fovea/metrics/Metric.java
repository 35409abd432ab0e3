package io.fovea.metrics;

/**
 * A measure of a model's quality, which follows from sums over samples: so it is exact however the samples are divided into batches,
 * and its state is kept in checkpoints. A metric itself remembers nothing.
 *
 * <p>Most are means of a value: {@link MeanMetric}. An output with rows and columns is measured at each pixel, with the numbers along
 * the last axis.
 *
 * <p>Example: {@code Metric.of("largest_error", (output, target) -> Math.abs(output[0] - target[0]))}
 */
public interface Metric {
    /** The name in Keras, a column of the history: {@code sparse_categorical_accuracy}. */
    String name();

    /** Whether a greater value is a better one; default yes. */
    default boolean moreIsBetter() {
        return true;
    }

    /** Whether it can be taken of an output with {@code channels} numbers and a target with {@code targets}, at each position. */
    default boolean takes(int channels, int targets) {
        return true;
    }

    /**
     * How many sums it needs.
     *
     * @param channels numbers of an output along its last axis
     */
    int sums(int channels);

    /**
     * Adds a position's part to {@code sums}.
     *
     * @param output of the model, along the last axis
     * @param target in the shape that the loss takes
     * @param weight of the sample; 1 unless the metric is a weighted one
     */
    void add(float[] output, float[] target, double weight, double[] sums);

    /** The metric; 0 where it is not defined. */
    double result(double[] sums);

    /** All numbers of the metric, where it has several, as one for each class or the rows of a table; default {@link #result} alone. */
    default double[] results(double[] sums) {
        return new double[]{result(sums)};
    }

    /** A metric of one's own: the mean of a value. Greater values are better. */
    static Metric of(String name, FunctionMetric.Value value) {
        return new FunctionMetric(name, true, value);
    }

    /** The index of the greatest number, the first if there are several. */
    static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
