package io.fovea.kernels;

/**
 * Sums, scaling and dropout over rows of floats. Addresses and row strides are in bytes, {@code count} is in floats and
 * need not be a multiple of the vector length: nothing outside the rows is written.
 */
public interface ElementwiseKernel {
    /** The most blocks of {@link #sumBlocks}. */
    int MOST_BLOCKS = 16;

    /** {@code y = a + b}; {@code y} may be {@code a} or {@code b}. */
    void add(int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY);

    /** {@code y = scale x + offset} (one fused rounding); {@code y} may be {@code x}. */
    void scale(int rows, int count, float scale, float offset, long x, long rowX, long y, long rowY);

    /** {@code sums[k] = (add ? sums[k] : 0) + sum over rows of x[row][k]} for k &lt; count, rows added in order. */
    void sumRows(int rows, int count, long x, long rowX, long sums, boolean add);

    /**
     * Inverted dropout: element k of row r stays, times {@code scale}, where {@code mix(seed + r rowNumbers + k)}, read as a
     * signed integer, is below {@code threshold}; else it becomes 0. The forward pass and the gradient are the same call.
     * {@code mix} is {@link io.fovea.runtime.Randoms#mix(int)}; {@code y} may be {@code x}.
     *
     * @param rowNumbers how much the number of an element grows from one row to the next
     */
    void dropout(
            int rows, int count, int seed, int rowNumbers, int threshold, float scale, long x, long rowX, long y,
            long rowY);

    /**
     * Uniform random numbers between -1 and 1, the ends left out: {@code y[r][k] = (floor(mix(seed + r rowNumbers + k) / 512) + 0.5) /
     * 2^22}, exactly, with {@code mix} as in {@link #dropout} and read as a signed integer.
     *
     * @param rowNumbers how much the number of an element grows from one row to the next
     */
    void uniform(int rows, int count, int seed, int rowNumbers, long y, long rowY);

    /**
     * The sum over blocks of x[block][k] for k &lt; count into y, by a binary tree: {@code tree(n) = tree(first p) + tree(rest)}
     * with p the largest power of two below n.
     *
     * @param blocks 1 to {@link #MOST_BLOCKS}
     * @param x byte address of the first block; {@code blockBytes} to the next
     * @param y not overlapping x
     */
    void sumBlocks(int blocks, int count, long x, long blockBytes, long y);
}
