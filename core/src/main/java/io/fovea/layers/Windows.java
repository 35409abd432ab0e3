package io.fovea.layers;

import io.fovea.ops.PoolingWindows;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** The windows of a pooling: what the pooling layers have in common. */
record Windows(int poolHeight, int poolWidth, int strideHeight, int strideWidth, Padding padding) {
    /** Refuses sizes below 1. */
    static void check(String layer, int poolHeight, int poolWidth, int strideHeight, int strideWidth) {
        if (Math.min(Math.min(poolHeight, poolWidth), Math.min(strideHeight, strideWidth)) < 1) {
            throw new IllegalArgumentException(
                    layer + ": pool size and strides are 1 or more, but got a pool of " + poolHeight + " x " + poolWidth
                            + ", strides " + strideHeight + " x " + strideWidth);
        }
    }

    Shape outputShape(Shape in) {
        int height = padding.outputSize(in.dimension(0), poolHeight, strideHeight);
        int width = padding.outputSize(in.dimension(1), poolWidth, strideWidth);
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a window of " + poolHeight + " x " + poolWidth + " does not fit into an input of " + in
                            + "; use padding(SAME) or a smaller window");
        }
        return Shape.of(height, width, in.channels());
    }

    /** The same for the engine. */
    PoolingWindows over(Value in) {
        return new PoolingWindows(
                poolHeight, poolWidth, strideHeight, strideWidth,
                padding.before(in.height(), poolHeight, strideHeight),
                padding.before(in.width(), poolWidth, strideWidth));
    }
}
