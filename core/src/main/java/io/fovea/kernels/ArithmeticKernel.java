package io.fovea.kernels;

/**
 * Arithmetic of two tensors and sums over channels, over rows of floats. Addresses and row strides are in bytes, {@code count} is in
 * floats and need not be a multiple of the vector length: nothing outside the rows is written. A row stride of 0 reads the same
 * row again and again.
 */
public interface ArithmeticKernel {
    /** Bytes of scratch that {@link #sumColumns} needs. */
    long SCRATCH_BYTES = 64;

    /** Functions of two numbers. */
    enum Function {
        /** a + b. */
        ADD,
        /** a - b. */
        SUBTRACT,
        /** a b; 0 where that is below {@link Subnormals#TINY}. */
        MULTIPLY,
        /** a / b; 0 where that is below {@link Subnormals#TINY}. */
        DIVIDE,
        /** The greater one; NaN if one is NaN. */
        MAXIMUM,
        /** The lesser one; NaN if one is NaN. */
        MINIMUM
    }

    /** {@code y = f(a, b)}; {@code y} may be {@code a} or {@code b}. */
    void apply(Function f, int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY);

    /**
     * {@code y = d} where {@code a >= b} is {@code which}, else 0: the gradient of a maximum or minimum; {@code y} may be {@code d}. NaN
     * is not at least anything.
     */
    void select(
            boolean which, int rows, int count, long a, long rowA, long b, long rowB, long d, long rowD, long y,
            long rowY);

    /**
     * {@code y[r] = (add ? y[r] : 0) + sum over k of x[r][k]}. Element k goes to partial sum k mod 16; the 16 are added up by a binary
     * tree, halves first. So the order does not depend on the vector length.
     *
     * @param y byte address of the first sum; {@code rowY} to the next
     * @param scratch byte address of {@link #SCRATCH_BYTES} bytes
     */
    void sumColumns(int rows, int count, long x, long rowX, long y, long rowY, boolean add, long scratch);

    /** {@code y[r][k] = scale x[r]}: one number for each row; 0 where that is below {@link Subnormals#TINY}. */
    void spread(int rows, int count, float scale, long x, long rowX, long y, long rowY);

    /** {@code y = (add ? y : 0) + factor x}, with one rounding. */
    void accumulate(int rows, int count, float factor, long x, long rowX, long y, long rowY, boolean add);

    /** {@code y = b factorB + (a factorA)}, the bracket rounded: as two calls of {@link #accumulate}. */
    void blend(int count, long a, float factorA, long b, float factorB, long y);

    /** {@code y[r]} = the greatest of x[r][k] over k; NaN if one is NaN. {@code count} is 1 or more. */
    void maxColumns(int rows, int count, long x, long rowX, long y, long rowY);
}
