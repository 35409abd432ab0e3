package io.fovea.ops.convolution;

import io.fovea.ops.Halo;

/**
 * The sizes of a convolution, in pixels.
 *
 * @param height of the input
 * @param width of the input
 * @param outHeight of the output
 * @param outWidth of the output
 * @param kernelHeight of the kernel
 * @param kernelWidth of the kernel
 * @param strideY input rows from one output row to the next
 * @param strideX input columns from one output column to the next
 * @param dilationY input rows from one kernel row to the next
 * @param dilationX input columns from one kernel column to the next
 * @param padTop rows of zeros above the input
 * @param padLeft columns of zeros left of the input
 */
public record Geometry(
        int height, int width, int outHeight, int outWidth,
        int kernelHeight, int kernelWidth, int strideY, int strideX,
        int dilationY, int dilationX, int padTop, int padLeft) {

    /** Pixels from the first to the last that a convolution may touch: sums of a few of these numbers fit into an int. */
    private static final long MOST = 1 << 26;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when a size is below 1 or a padding below 0, or when the kernel with its dilation,
     *     strides and padding reaches over more than 2^26 pixels
     */
    public Geometry {
        checkAxis("rows", height, outHeight, kernelHeight, strideY, dilationY, padTop);
        checkAxis("columns", width, outWidth, kernelWidth, strideX, dilationX, padLeft);
    }

    private static void checkAxis(String axis, int size, int out, int kernel, int stride, int dilation, int pad) {
        boolean positive = size > 0 && out > 0 && kernel > 0 && stride > 0 && dilation > 0 && pad >= 0;
        // Each product of two ints fits into a long.
        if (!positive || stride > MOST || dilation > MOST && kernel > 1 || (out - 1L) * stride > MOST
                || (kernel - 1L) * dilation > MOST || (long) size + pad > MOST) {
            throw new IllegalArgumentException(
                    "the " + axis + " of a convolution are 1 or more and span 67108864 pixels at most, but got " + size
                            + " to " + out + " " + axis + " with a kernel of " + kernel + ", stride " + stride
                            + ", dilation " + dilation + " and padding " + pad);
        }
    }

    /** The zeros around the input that the forward pass reads. */
    public Halo inputHalo() {
        int bottom = (outHeight - 1) * strideY - padTop + (kernelHeight - 1) * dilationY + 1 - height;
        int right = (outWidth - 1) * strideX - padLeft + (kernelWidth - 1) * dilationX + 1 - width;
        return new Halo(padTop, Math.max(0, bottom), padLeft, Math.max(0, right));
    }

    /** The zeros around the output's gradient that the input's gradient reads. */
    public Halo gradientHalo() {
        Axis y = rows();
        Axis x = columns();
        return new Halo(y.haloBefore(), y.haloAfter(), x.haloBefore(), x.haloAfter());
    }

    /** The vertical axis. */
    Axis rows() {
        return new Axis(height, outHeight, kernelHeight, strideY, dilationY, padTop);
    }

    /** The horizontal axis. */
    Axis columns() {
        return new Axis(width, outWidth, kernelWidth, strideX, dilationX, padLeft);
    }

    /** Whether the kernel is a single pixel that moves by one: a plain product of pixels and weights. */
    boolean pointwise() {
        return kernelHeight == 1 && kernelWidth == 1 && strideY == 1 && strideX == 1 && padTop == 0 && padLeft == 0;
    }
}
