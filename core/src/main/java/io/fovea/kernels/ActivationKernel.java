package io.fovea.kernels;

/**
 * Elementwise functions and their gradients over rows of floats. Addresses and row strides are in bytes, {@code count} is in
 * floats and need not be a multiple of the vector length: nothing outside the rows is written.
 *
 * <p>What is written is zero or at least {@link Subnormals#TINY}. So a linear activation is more than a copy: it is the pass
 * behind a product or an input that sets tiny values to zero.
 */
public interface ActivationKernel {
    /** {@code y = f(x)}; {@code y} may be {@code x}. */
    void forward(ElementwiseFunction f, int rows, int count, long x, long rowX, long y, long rowY);

    /**
     * {@code dx = dy f'}, where {@code known} holds the outputs if {@link ElementwiseActivation#gradientFromOutput()}, else the inputs;
     * {@code dx} may be {@code dy}. At the kink of a piecewise linear function the derivative is that of the left side, as in Keras.
     */
    void gradient(
            ElementwiseFunction f, int rows, int count, long known, long rowKnown, long dy, long rowDy, long dx,
            long rowDx);

    /** {@code y = values sigmoid(gates)}: a gated linear unit. The output overlaps no input. */
    void gate(int rows, int count, long values, long gates, long rowX, long y, long rowY);

    /** The gradients of {@link #gate}: {@code dValues = dy s} and {@code dGates = dy values s (1 - s)} with s the sigmoid of the gates. */
    void gateGradient(
            int rows, int count, long values, long gates, long rowX, long dy, long rowDy, long dValues, long dGates,
            long rowDx);

    /**
     * {@code y[k] = max over p of x[p count + k]}: the greatest of {@code pieces} numbers, NaN if one is. The output overlaps no
     * input.
     */
    void greatestPiece(int rows, int count, int pieces, long x, long rowX, long y, long rowY);

    /** The gradient of {@link #greatestPiece}: dy goes to the first of the greatest pieces, the others get 0. Flushes. */
    void greatestPieceGradient(
            int rows, int count, int pieces, long x, long rowX, long y, long rowY, long dy, long rowDy, long dx,
            long rowDx);
}
