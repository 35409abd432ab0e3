package io.fovea.custom;

/**
 * A loss of sums over a whole batch, such as an overlap of areas: first the sums are taken of every position of every sample, in a
 * fixed order, then the value and the slopes follow from them. Several threads call it at once.
 */
public interface BatchLoss extends PerSampleLoss {
    /** How many sums there are. */
    int sums();

    /** Adds one position's part to {@code sums}. */
    void add(int count, double[] output, double[] target, double[] sums);

    /** The loss of the batch. */
    double value(double[] sums);

    /** Sets {@code gradient} to the derivative of {@link #value(double[])} by each number of the output at one position. */
    void gradient(int count, double[] output, double[] target, double[] sums, double[] gradient);

    @Override
    default double value(FloatBlock output, FloatBlock target) {
        throw new UnsupportedOperationException(this + " is a loss of a batch, not of a sample");
    }

    @Override
    default void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
        throw new UnsupportedOperationException(this + " is a loss of a batch, not of a sample");
    }
}
