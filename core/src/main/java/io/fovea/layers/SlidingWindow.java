package io.fovea.layers;

import java.util.List;

import io.fovea.ops.PoolingGeometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A window that slides over a feature map: what convolutions and poolings have in common. Sizes are {@code long}, so that no
 * combination of {@code int} components overflows before {@link #outputShape} refuses it.
 *
 * @param height rows from the first to the last that a window reads
 * @param width columns from the first to the last that a window reads
 * @param strideHeight rows from one window to the next
 * @param strideWidth columns from one window to the next
 * @param padding what happens at the edges
 */
record SlidingWindow(long height, long width, int strideHeight, int strideWidth, Padding padding) {
    /** A window whose taps are {@code dilation} pixels apart. */
    static SlidingWindow dilated(
            int height, int width, int dilationHeight, int dilationWidth, int strideHeight, int strideWidth,
            Padding padding) {
        return new SlidingWindow(
                (height - 1L) * dilationHeight + 1, (width - 1L) * dilationWidth + 1, strideHeight, strideWidth,
                padding);
    }

    /**
     * The shape that a window of this kind makes of {@code in}.
     *
     * @param channels of the output
     * @throws IllegalArgumentException when the input is no feature map, when the window does not fit into it, or when the
     *     input with its padding, or the output, is larger than a {@link Shape} may be
     */
    Shape outputShape(List<Shape> inputs, int channels) {
        Shape in = Layer.featureMap(inputs);
        long rows = padding.outputSize(in.dimension(0), height, strideHeight);
        long columns = padding.outputSize(in.dimension(1), width, strideWidth);
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a window of " + height + " x " + width + " pixels does not fit into an input of shape " + in
                            + "; use padding(SAME), a smaller window or a smaller dilation");
        }
        checkPadded(in);
        return Shape.of(Math.toIntExact(rows), Math.toIntExact(columns), channels);
    }

    /** The plan places the input with its zeros in memory, so both together must be a shape. */
    private void checkPadded(Shape in) {
        long paddedRows = in.dimension(0) + padding.total(in.dimension(0), height, strideHeight);
        long paddedColumns = in.dimension(1) + padding.total(in.dimension(1), width, strideWidth);
        if (!Shape.isAllowed(paddedRows, paddedColumns, in.channels())) {
            throw new IllegalArgumentException(
                    "a window of " + height + " x " + width + " pixels pads an input of shape " + in + " to ["
                            + paddedRows + ", " + paddedColumns + ", " + in.channels() + "], which is more than "
                            + Integer.MAX_VALUE
                            + " elements; use padding(VALID), a smaller window or a smaller dilation");
        }
    }

    /** Rows of zeros above an input of {@code size} rows; {@link #outputShape} was asked before. */
    int top(int size) {
        return Math.toIntExact(padding.before(size, height, strideHeight));
    }

    /** Columns of zeros left of an input of {@code size} columns; {@link #outputShape} was asked before. */
    int left(int size) {
        return Math.toIntExact(padding.before(size, width, strideWidth));
    }

    /** The vertical stride for the engine: one beyond an input of {@code size} rows takes a single window, as {@code size} does. */
    int stepDown(int size) {
        return Math.min(strideHeight, size);
    }

    /** The horizontal stride for the engine. */
    int stepRight(int size) {
        return Math.min(strideWidth, size);
    }

    /** The windows of a pooling over {@code input}; {@link #outputShape} was asked before. */
    PoolingGeometry pooling(Value input) {
        return new PoolingGeometry(
                Math.toIntExact(height), Math.toIntExact(width), stepDown(input.height()), stepRight(input.width()),
                top(input.height()), left(input.width()));
    }

    /**
     * Refuses what no convolution of Keras takes.
     *
     * @throws IllegalArgumentException when both a stride and a dilation are above 1
     */
    static void checkStrides(
            String owner, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth) {
        if (Math.max(strideHeight, strideWidth) > 1 && Math.max(dilationHeight, dilationWidth) > 1) {
            throw new IllegalArgumentException(
                    owner + ": strides above 1 can't be combined with dilations above 1, but got strides "
                            + strideHeight + " x " + strideWidth + ", dilations " + dilationHeight + " x "
                            + dilationWidth);
        }
    }
}
