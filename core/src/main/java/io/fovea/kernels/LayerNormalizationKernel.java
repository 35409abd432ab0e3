package io.fovea.kernels;

/**
 * Normalization over the channels of each pixel. Addresses and strides are in bytes; {@code channels} need not be a multiple of the
 * vector length. Sums over channels have 16 parts, channel c in part c mod 16, which are added up by a binary tree, halves first; so
 * the order does not depend on the vector length.
 */
public interface LayerNormalizationKernel {
    /** Bytes of scratch that each method needs. */
    long SCRATCH_BYTES = 128;

    /** Bytes of statistics of a pixel: mean, factor, and the weights of the gradient's two sums. */
    long STATISTICS_BYTES = 16;

    /** What a pixel is divided by. */
    enum Kind {
        /** Its standard deviation, after the mean was subtracted: {@code (x - mean) / sqrt(variance + epsilon)}. */
        LAYER,
        /** The root of its mean square: {@code x / sqrt(mean of squares + epsilon)}. */
        RMS,
        /** Its norm: {@code x / sqrt(max(sum of squares, epsilon))}. */
        UNIT
    }

    /**
     * {@code y = (x - mean) factor scale[c] + shift[c]}; {@code y} may be {@code x}. Results below {@link Subnormals#TINY} become 0.
     *
     * @param scale byte address of a number for each channel
     * @param shift byte address of a number for each channel
     * @param statistics byte address of {@link #STATISTICS_BYTES} for each pixel, for the gradient
     * @param scratch byte address of {@link #SCRATCH_BYTES} bytes
     */
    void forward(
            Kind kind, float epsilon, int pixels, int channels, long x, long pixelX, long scale, long shift, long y,
            long pixelY, long statistics, long scratch);

    /** The gradient by x; {@code dx} may be {@code dy}. */
    void gradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long scale, long statistics, long dx,
            long pixelDx, long scratch);

    /**
     * Adds {@code dy (x - mean) factor} to {@code dScale} and {@code dy} to {@code dShift}, pixel after pixel.
     *
     * @param first overwrite instead of adding
     */
    void weightGradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long statistics, long dScale,
            long dShift, boolean first);
}
