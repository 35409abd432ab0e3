package io.fovea.custom;

/** The loss of one sample and its gradient. Several threads call it at once, for different samples. */
public interface PerSampleLoss {
    /** Whether this loss of a softmax can be computed from the softmax's input, as {@link #onLogits()}. */
    default boolean takesLogits() {
        return false;
    }

    /** Whether this loss of a sigmoid can be computed from the sigmoid's input, as {@link #onLogits()}. */
    default boolean takesSigmoidLogits() {
        return false;
    }

    /** The loss that takes a softmax's or a sigmoid's input instead of its output. */
    default PerSampleLoss onLogits() {
        return this;
    }

    /** Whether a target can say that a position does not count; default no. */
    default boolean countsPositions() {
        return false;
    }

    /**
     * How many positions of a sample count. The others have no loss, and the mean is over those that count.
     *
     * @param targets of the sample, one number for each position
     * @param count how many numbers of it there are
     */
    default int countedPositions(float[] targets, int count) {
        return count;
    }

    /** The loss of one sample. */
    double value(FloatBlock output, FloatBlock target);

    /** Sets every number of {@code gradient} to the loss's derivative by that number of the output, times {@code scale}. */
    void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient);
}
