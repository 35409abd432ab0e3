package io.fovea.kernels;

/**
 * Batch normalisation (Ioffe and Szegedy, arXiv:1502.03167), channel by channel. {@code channels} is a multiple of the
 * vector length; a sample is {@code rows} rows of {@code pixels} pixels of {@code channels} floats each, rows {@code rowX}
 * bytes apart. Per-channel arrays hold {@code channels} floats without gaps.
 */
public interface NormalizationKernel {
    /**
     * Mean and sum of squared deviations of one sample's channels, in two passes over the sample, which is in the cache.
     *
     * @param moments byte address of [mean of each channel][sum of squared deviations of each channel]
     */
    void moments(int rows, int pixels, int channels, long x, long rowX, long moments);

    /**
     * Merges the moments of {@code blocks} sets of {@code count} elements each, in order (Chan, Golub and LeVeque,
     * <i>Updating Formulae and a Pairwise Algorithm for Computing Sample Variances</i>, 1979).
     *
     * @param moments byte address of the first set's moments; {@code blockBytes} apart
     * @param merged byte address of [mean][sum of squared deviations] of all; may be the first set's
     */
    void mergeMoments(int blocks, int count, int channels, long moments, long blockBytes, long merged);

    /** {@code y = x scale[c] + shift[c]} (one fused rounding); {@code y} may be {@code x}. */
    void normalize(int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY);

    /**
     * Adds to {@code sums}: [sum of dy][sum of dy (x - mean) inverseDeviation] of each channel over one sample.
     *
     * @param first overwrite {@code sums} instead of adding
     */
    void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long mean, long inverseDeviation, long sums, boolean first);

    /** {@code dx = dy a[c] + x b[c] + d[c]}, the gradient of the whole, once its three coefficients are known. */
    void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long a, long b, long d, long dx, long rowDx);
}
