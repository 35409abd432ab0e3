package io.fovea.kernels;

/**
 * The one building block of all dense arithmetic: the batch-reduce matrix product of Georganas et al., <i>High-Performance
 * Deep Learning via a Single Building Block</i> (arXiv:1906.06440). Convolutions and dense layers, forward and both
 * gradients, are loops around it; they differ in the strides alone.
 */
public interface MatrixKernel {
    /** Bytes of a row of 32 floats: with {@code rowA} of this, {@code stepA} of 4 and B without a gap a product is fastest. */
    int PANEL = 128;

    /**
     * Computes, for r &lt; rows and j &lt; vectors x lanes,
     *
     * <pre>C[r][j] = I[r][j] + sum over t &lt; taps, p &lt; depth of A[t tapA + p stepA + r rowA] B[t tapB + p rowB + j]</pre>
     *
     * <p>I is a bias (rowInit = 0), zeros, or C itself to add to it. The sum over t and p is taken in order, so the result
     * does not depend on how rows are grouped into tiles.
     *
     * @param rows 0 or more
     * @param vectors columns of C in vectors: 1 or 2
     * @param a byte address; {@code tapA}, {@code stepA}, {@code rowA} are its strides in bytes; those of rows, here and below, are
     *     at least 0 and below 256 MiB
     * @param b byte address; {@code tapB}, {@code rowB} are its strides in bytes
     * @param c byte address, row stride {@code rowC} bytes; not overlapping A or B
     * @param init byte address of I, row stride {@code rowInit} bytes
     */
    void multiply(
            int rows, int vectors,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit);

    /**
     * Transposes: {@code to[j][i] = from[i][j]} for i &lt; rows and j &lt; columns; row strides in bytes.
     */
    void transpose(int rows, int columns, long from, long rowFrom, long to, long rowTo);
}
