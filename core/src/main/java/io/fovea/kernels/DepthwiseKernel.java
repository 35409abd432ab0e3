package io.fovea.kernels;

/**
 * Convolutions with one filter for each channel, on one sample, vectors along the channels. Each sum is taken in the order of the
 * window's taps, row by row, or of the output's pixels.
 *
 * <p>Weights lie in panels of two vectors of channels, each panel tap by tap; the last one is a vector wide if the number of vectors is
 * odd.
 */
public interface DepthwiseKernel {
    /**
     * The windows.
     *
     * @param outHeight rows of the output
     * @param outWidth columns of the output
     * @param kernelHeight rows of taps
     * @param kernelWidth columns of taps
     * @param strideY input rows from one window to the next
     * @param strideX input columns from one window to the next
     * @param dilationY input rows from one tap to the next
     * @param dilationX input columns from one tap to the next
     * @param channels floats of a pixel, padding included: a multiple of the vector length
     */
    record Window(
            int outHeight, int outWidth, int kernelHeight, int kernelWidth, int strideY, int strideX, int dilationY,
            int dilationX, int channels) {
        /** Taps of a window. */
        int taps() {
            return kernelHeight * kernelWidth;
        }

        /** Bytes of a pixel. */
        long pixel() {
            return 4L * channels;
        }
    }

    /**
     * {@code y = bias + sum over taps of w x}.
     *
     * @param firstRow of the output rows to compute
     * @param endRow one after the last
     * @param x byte address of the pixel that the first tap of the first window reads; all taps lie in memory
     * @param bias byte address of a number for each channel
     * @param y byte address of the output's pixel [0][0]
     */
    void forward(Window w, int firstRow, int endRow, long x, long rowX, long weights, long bias, long y, long rowY);

    /**
     * Adds {@code w dy} to the pixels that the taps read.
     *
     * @param dx byte address of the pixel that the first tap of the first window reads; all taps lie in memory
     */
    void inputGradient(Window w, long dy, long rowDy, long weights, long dx, long rowDx);

    /**
     * Adds the sums over the output's pixels of {@code x dy} to the gradient, which lies as the weights do.
     *
     * @param x byte address of the pixel that the first tap of the first window reads
     * @param first overwrite instead of adding
     */
    void weightGradient(Window w, long x, long rowX, long dy, long rowDy, long gradient, boolean first);
}
