package io.fovea.kernels;

/**
 * Activations and their gradients over rows of floats. Addresses and row strides are in bytes, {@code count} is in floats
 * and need not be a multiple of the vector length: nothing outside the rows is written.
 *
 * <p>What is written is zero or at least {@link Subnormals#TINY}. So a linear activation is more than a copy: it is the pass
 * behind a product or an input that sets tiny values to zero.
 */
public interface ActivationKernel {
    /** {@code y = f(x)}; {@code y} may be {@code x}. */
    void forward(ElementwiseActivation f, float alpha, int rows, int count, long x, long rowX, long y, long rowY);

    /**
     * {@code dx = dy f'}, where {@code known} holds the outputs if {@link ElementwiseActivation#gradientFromOutput()}, else the inputs;
     * {@code dx} may be {@code dy}. At the kink of a piecewise linear function the derivative is that of the left side, as in Keras.
     */
    void gradient(
            ElementwiseActivation f, float alpha, int rows, int count,
            long known, long rowKnown, long dy, long rowDy, long dx, long rowDx);
}
