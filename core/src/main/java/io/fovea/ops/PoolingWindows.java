package io.fovea.ops;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.tensor.Value;

/** The windows of a pooling as a layer describes them; sizes in pixels, padding before the first window only. */
public record PoolingWindows(int poolHeight, int poolWidth, int strideY, int strideX, int padTop, int padLeft) {
    /** The windows over {@code input} whose results are {@code output}, for the kernels. */
    Window over(Value input, Value output) {
        return new Window(
                input.height(), input.width(), input.channelStride(), output.height(), output.width(), poolHeight,
                poolWidth, strideY, strideX, padTop, padLeft);
    }
}
