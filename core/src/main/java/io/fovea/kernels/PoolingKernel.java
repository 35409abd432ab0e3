package io.fovea.kernels;

/**
 * Pooling over windows of one sample, vectors along channels. All channel counts are multiples of the vector length.
 *
 * <p>Windows may reach over the image's edge ("same" padding): what lies outside doesn't count, neither for a maximum
 * nor in an average's divisor.
 */
public interface PoolingKernel {
    /**
     * The geometry of a pooling; sizes in pixels.
     *
     * @param height of the input
     * @param width of the input
     * @param channels floats of a pixel, padding included: a multiple of the vector length
     * @param outHeight of the output
     * @param outWidth of the output
     * @param poolHeight of a window
     * @param poolWidth of a window
     * @param strideY rows from one window to the next
     * @param strideX columns from one window to the next
     * @param padTop rows of the first window above the input
     * @param padLeft columns of the first window left of the input
     * @param sum whether {@link #average} takes sums instead of means
     */
    record Window(
            int height, int width, int channels, int outHeight, int outWidth,
            int poolHeight, int poolWidth, int strideY, int strideX, int padTop, int padLeft, boolean sum) {
        /** Windows that means are taken of. */
        public Window(
                int height, int width, int channels, int outHeight, int outWidth,
                int poolHeight, int poolWidth, int strideY, int strideX, int padTop, int padLeft) {
            this(
                    height, width, channels, outHeight, outWidth, poolHeight, poolWidth, strideY, strideX, padTop,
                    padLeft, false);
        }

        /**
         * Checks the sizes.
         *
         * @throws IllegalArgumentException when one is below 1 or a padding below 0, or when windows with strides and padding
         *     span 2^31 pixels or more
         */
        public Window {
            checkAxis("rows", height, outHeight, poolHeight, strideY, padTop);
            checkAxis("columns", width, outWidth, poolWidth, strideX, padLeft);
            if (channels < 1) {
                throw new IllegalArgumentException("a pooling has 1 channel or more, but got " + channels);
            }
        }

        private static void checkAxis(String axis, int size, int out, int pool, int stride, int pad) {
            boolean positive = size > 0 && out > 0 && pool > 0 && stride > 0 && pad >= 0;
            if (!positive || (out - 1L) * stride > Integer.MAX_VALUE || (long) size + pad > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "the " + axis + " of a pooling are 1 or more and span fewer than 2147483648 pixels, but got "
                                + size + " to " + out + " " + axis + " with a window of " + pool + ", stride " + stride
                                + " and padding " + pad);
            }
        }

        /** The input row of a window's first row; negative if that lies above the input. */
        int row(int outRow) {
            return outRow * strideY - padTop;
        }

        /** The input column of a window's first column. */
        int column(int outColumn) {
            return outColumn * strideX - padLeft;
        }

        /** The first row of a window that lies inside the input, counted within the window. */
        int firstRow(int outRow) {
            return Math.max(0, -row(outRow));
        }

        /** One more than the last row of a window that lies inside. */
        int lastRow(int outRow) {
            return Math.min(poolHeight, height - row(outRow));
        }

        /** The first column of a window that lies inside. */
        int firstColumn(int outColumn) {
            return Math.max(0, -column(outColumn));
        }

        /** One more than the last column of a window that lies inside. */
        int lastColumn(int outColumn) {
            return Math.min(poolWidth, width - column(outColumn));
        }

        /** What a window's pixels are multiplied by: for a mean 1 / the number of those that lie inside. */
        float share(int outRow, int outColumn) {
            if (sum) {
                return 1;
            }
            int rows = lastRow(outRow) - firstRow(outRow);
            return 1f / (rows * (lastColumn(outColumn) - firstColumn(outColumn)));
        }

        /** Bytes of the marks of all output pixels, a bit for each channel and pixel of a window. */
        public long argmaxMaskBytes(int lanes) {
            return Math.multiplyExact(
                    Math.multiplyExact((long) outHeight * outWidth, wordBytes()), (long) channels / lanes);
        }

        /** Bytes of one vector's marks. */
        long wordBytes() {
            return Math.multiplyExact(2L * poolHeight, (long) poolWidth);
        }

        /** Whether each pixel of the input is in exactly one window, so that a gradient can be written instead of added. */
        public boolean tiles() {
            return strideY == poolHeight && strideX == poolWidth && outHeight * strideY == height
                    && outWidth * strideX == width && padTop == 0 && padLeft == 0;
        }
    }

    /**
     * The maximum of each window, and marks of which pixel it was: the first one if several are equal. NaN counts as less than
     * all, but for a window's first pixel, where it stays and no pixel is marked.
     *
     * <p>A mark is a bit: for each output pixel and each vector of its channels there are {@code poolHeight x poolWidth} 16-bit
     * words, one for each pixel of the window, with a bit for each channel of the vector.
     *
     * @param firstRow of the output rows to compute
     * @param endRow one after the last
     * @param relu whether maxima below {@link Subnormals#TINY} become 0 and are not marked: ReLU behind the pooling, its
     *     gradient included
     * @param x byte address of the input's pixel [0][0]; a pixel is {@code channels} floats, {@code rowX} bytes a row
     * @param y byte address of the output's pixel [0][0]; a pixel is {@code channels} floats, {@code rowY} bytes a row
     * @param argmaxMask byte address of {@link Window#argmaxMaskBytes}, of all rows, or 0: not wanted
     */
    void maximum(
            Window window, int firstRow, int endRow, boolean relu, long x, long rowX, long y, long rowY,
            long argmaxMask);

    /**
     * The gradient of {@link #maximum}: every inside element of {@code dx} is written; overlapping windows add up. What of
     * {@code dy} is below {@link Subnormals#TINY} counts as 0.
     */
    void maximumGradient(Window window, long dy, long rowDy, long argmaxMask, long dx, long rowDx);

    /** The mean, or if wanted the sum, of each window's pixels that lie inside the input; 0 where that is below {@link Subnormals#TINY}. */
    void average(Window window, long x, long rowX, long y, long rowY);

    /**
     * The gradient of {@link #average}: every inside element of {@code dx} is written; overlapping windows add up. What a
     * window hands to each of its pixels is 0 where that is below {@link Subnormals#TINY}.
     */
    void averageGradient(Window window, long dy, long rowDy, long dx, long rowDx);
}
