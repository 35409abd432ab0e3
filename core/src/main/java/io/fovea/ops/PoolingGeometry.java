package io.fovea.ops;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.tensor.Value;

/**
 * The windows of a pooling, in pixels. The numbers of windows follow from the output.
 *
 * @param height rows of a window
 * @param width columns of a window
 * @param strideY rows from one window to the next
 * @param strideX columns from one window to the next
 * @param padTop rows of the first window above the input
 * @param padLeft columns of the first window left of the input
 */
public record PoolingGeometry(int height, int width, int strideY, int strideX, int padTop, int padLeft) {
    /** One window over the whole of {@code input}. */
    public static PoolingGeometry global(Value input) {
        return new PoolingGeometry(input.height(), input.width(), input.height(), input.width(), 0, 0);
    }

    /**
     * The same for the kernels.
     *
     * @param sum whether an average takes sums instead of means
     */
    Window window(Value input, Value output, boolean sum) {
        return new Window(
                input.height(), input.width(), input.channelStride(), output.height(), output.width(), height, width,
                strideY, strideX, padTop, padLeft, sum);
    }
}
