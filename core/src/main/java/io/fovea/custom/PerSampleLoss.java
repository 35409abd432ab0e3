package io.fovea.custom;

/** The loss of one sample and its gradient. Several threads call it at once, for different samples. */
public interface PerSampleLoss {
    /** Whether this loss of a softmax can be computed from the softmax's input, as {@link #onLogits()}. */
    default boolean takesLogits() {
        return false;
    }

    /** The loss that takes a softmax's input instead of its output. */
    default PerSampleLoss onLogits() {
        return this;
    }

    /** The loss of one sample. */
    double value(FloatBlock output, FloatBlock target);

    /** Sets every number of {@code gradient} to the loss's derivative by that number of the output, times {@code scale}. */
    void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient);
}
