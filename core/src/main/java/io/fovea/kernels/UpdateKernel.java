package io.fovea.kernels;

/**
 * Optimizer steps over a block of {@code count} weights without gaps. Addresses are in bytes; {@code count} need not be a
 * multiple of the vector length. The formulas are those of Keras 3. Gradients that are read, states and weights that are
 * written are flushed to zero as {@link Subnormals} says.
 */
public interface UpdateKernel {
    /** {@code w -= rate g}. */
    void sgd(int count, long w, long g, float rate);

    /** {@code v = momentum v - rate g; w += nesterov ? momentum v - rate g : v}. */
    void momentum(int count, long w, long v, long g, float rate, float momentum, boolean nesterov);

    /**
     * {@code m += (g - m) gain1; v += (g g - v) gain2; w -= rate m / (sqrt(v) + epsilon)} (Kingma and Ba, arXiv:1412.6980).
     *
     * @param rate holds the bias correction {@code sqrt(1 - beta2^t) / (1 - beta1^t)} already
     * @param gain1 1 - beta1, computed in double precision: 1 - 0.999f is wrong in the fifth digit
     * @param gain2 1 - beta2
     */
    void adam(int count, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon);
}
