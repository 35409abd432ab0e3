package io.fovea.kernels;

/**
 * Activations and their gradients over rows of floats. Addresses and row strides are in bytes, {@code count} is in floats
 * and need not be a multiple of the vector length: nothing outside the rows is written.
 */
public interface ActivationKernel {
    /** {@code y = f(x)}; {@code y} may be {@code x}. */
    void forward(ElementwiseActivation f, float alpha, int rows, int count, long x, long rowX, long y, long rowY);

    /**
     * {@code dx = dy f'}, where {@code known} holds the outputs if {@link ElementwiseActivation#gradientFromOutput()}, else the inputs;
     * {@code dx} may be {@code dy}. At the kink of a piecewise curve the derivative is the one of the left side, as in Keras.
     */
    void gradient(
            ElementwiseActivation f, float alpha, int rows, int count,
            long known, long rowKnown, long dy, long rowDy, long dx, long rowDx);
}
