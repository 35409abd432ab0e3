package io.fovea.ops.loss;

/** A loss of one sample, for the engine: what an output costs and how that changes with it. */
public interface PerSampleLoss {
    /** Whether this loss of a softmax can be taken from the softmax's input, as {@link #onLogits()}. */
    default boolean takesLogits() {
        return false;
    }

    /** The loss that takes a softmax's input instead of its output. */
    default PerSampleLoss onLogits() {
        return this;
    }

    /**
     * The loss of one sample.
     *
     * @param count length of the output
     * @param output byte address of the output
     * @param target byte address of the target
     */
    double value(int count, long output, long target);

    /** The loss's gradient by the output, times {@code scale}, into {@code gradient}. */
    void gradient(int count, long output, long target, float scale, long gradient);
}
