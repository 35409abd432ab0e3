package io.fovea.kernels;

/**
 * The one-dimensional transforms of Winograd's minimal filtering F(4, 3) (Lavin and Gray, <i>Fast Algorithms for
 * Convolutional Neural Networks</i>, arXiv:1509.09308, with the points 0, 1, -1, 2, -2 and infinity). With
 *
 * <pre>
 * B' = |4  0 -5  0 1 0|    G = | 1/4    0    0 |    A' = |1 1  1 1  1 0|
 *      |0 -4 -4  1 1 0|        |-1/6 -1/6 -1/6 |         |0 1 -1 2 -2 0|
 *      |0  4 -4 -1 1 0|        |-1/6  1/6 -1/6 |         |0 1  1 4  4 0|
 *      |0 -2 -1  2 1 0|        | 1/24 1/12 1/6 |         |0 1 -1 8 -8 1|
 *      |0  2 -1 -2 1 0|        | 1/24 -1/12 1/6|
 *      |0  4  0 -5 0 1|        |  0     0    1 |
 * </pre>
 *
 * <p>a row of 4 outputs is {@code A' ((G g) * (B' d))} for 3 taps g and 6 inputs d. The two-dimensional transform is the
 * one-dimensional one along columns, then along rows.
 *
 * <p>Every method but {@link #outputMaximum} does, for each r &lt; rows and each vector v &lt; vectors of side by side floats,
 * {@code to[r][j][v] = sum over k of T[j][k] from[r][k][v]}: {@code rowFrom}, {@code rowTo} are the strides of r in bytes,
 * {@code stepFrom}, {@code stepTo} those of k and j. {@code to} may be {@code from} with equal strides: a vector's inputs
 * are all read before its outputs are written.
 */
public interface WinogradKernel {
    /** {@code B' d}: 6 numbers from 6, of the input. */
    void input(int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo);

    /**
     * {@code A' m} plus a bias: 4 numbers from 6, of the products.
     *
     * @param bias byte address of what is added to vector 0 of each output
     * @param stepBias bytes from there to what is added to the next vector; 0 adds the same to all
     */
    void output(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo, long bias,
            long stepBias);

    /**
     * {@link #output} of two rows of each tile and, without writing these, the maxima of their two windows of 2 x 2 pixels, as
     * {@link PoolingKernel#maximum} finds and marks them.
     *
     * @param rows tiles
     * @param down bytes from the products of the upper row of pixels to those of the lower
     * @param to byte address of the maximum of the first window, {@code stepTo} bytes from one to the next
     * @param bias byte address of what is added to each output
     * @param relu whether maxima below {@link Subnormals#TINY} become 0 and are not marked
     * @param argmaxMask byte address of the first window's marks, {@code stepMarks} bytes from one to the next, or 0: not wanted
     */
    void outputMaximum(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long down, long to, long stepTo, long bias,
            boolean relu, long argmaxMask, long stepMarks);

    /** {@code A y}: 6 numbers from 4, of the gradient of the output. */
    void outputGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo);

    /** {@code G g}: 6 numbers from 3, of the kernel. */
    void kernel(int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo);

    /** {@code G' u}: 3 numbers from 6, of the gradient of the transformed kernel. */
    void kernelGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo);
}
