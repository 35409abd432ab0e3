package io.fovea.metrics;

/** A measure of a model's quality: the mean of a value over the samples. */
public interface Metric {
    /** The name in Keras, a column of the history: {@code sparse_categorical_accuracy}. */
    String name();

    /**
     * The value of one sample.
     *
     * @param output of the model
     * @param target of the sample, in the shape that the loss takes
     */
    double value(float[] output, float[] target);

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
