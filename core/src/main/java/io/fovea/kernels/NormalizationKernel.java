package io.fovea.kernels;

/**
 * Batch normalization (Ioffe and Szegedy, arXiv:1502.03167), channel by channel. {@code channels} is a multiple of the
 * vector length; a sample is {@code rows} rows of {@code pixels} pixels of {@code channels} floats each, rows {@code rowX}
 * bytes apart. Per-channel arrays hold {@code channels} floats without gaps.
 */
public interface NormalizationKernel {
    /**
     * Mean and sum of squared deviations of one sample's channels, in two passes over the sample, which is in the cache. Each
     * sum is taken in four parts, the pixels of a row in turn, which are added up at the end; what is left of a row goes to
     * the first part.
     *
     * @param moments byte address of [mean of each channel][sum of squared deviations of each channel]
     */
    void moments(int rows, int pixels, int channels, long x, long rowX, long moments);

    /**
     * Merges the moments of {@code samples} samples of {@code count} elements each, in double precision. Those of a chunk of
     * {@code chunk} samples are merged in order; then the chunks are merged pairwise, as the binary tree over the batch has it.
     *
     * @param moments byte address of the first sample's moments; {@code sampleBytes} to the next one's
     * @param nodes byte address of room for {@code 2 channels} doubles, {@code nodeBytes} to that of the next chunk
     * @param merged byte address of [mean][sum of squared deviations] of all
     */
    void mergeMoments(
            int samples, int chunk, int count, int channels, long moments, long sampleBytes,
            long nodes, long nodeBytes, long merged);

    /** {@code y = x scale[c] + shift[c]} (one fused rounding); {@code y} may be {@code x}. */
    void normalize(int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY);

    /** {@code y = max(x scale[c] + shift[c], 0)}, a ReLU in the same loop, which compares with {@link Subnormals#TINY}; {@code y} may be {@code x}. */
    void normalizeRelu(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY);

    /**
     * Adds to {@code sums}: [sum of dy][sum of dy (x - mean) / deviation] of each channel over one sample, each sum in two
     * parts, the even and the odd pixels of a row, an odd one at its end among the even.
     *
     * @param statistics byte address of [mean][1 / deviation][scale][shift] of each channel
     * @param relu whether dy is the gradient of what comes out of a ReLU that followed: then it counts where {@code x scale[c]
     *     + shift[c]} is at least {@link Subnormals#TINY}, and is 0 elsewhere
     * @param first overwrite {@code sums} instead of adding
     */
    void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long sums, boolean first);

    /**
     * {@code dx = dy a[c] + x b[c] + d[c]}, the gradient of the whole, once its three coefficients are known; {@code dx} may
     * be {@code dy}.
     *
     * @param statistics as in {@link #gradientSums}
     * @param relu as in {@link #gradientSums}
     * @param coefficients byte address of [a][b][d] of each channel
     */
    void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long coefficients, long dx, long rowDx);
}
