package io.fovea.layers;

/** What a convolution or pooling does at the edges of a feature map. */
public enum Padding {
    /** Windows stay inside: {@code out = (in - window) / stride + 1}, rounded down. */
    VALID,
    /** Zeros around, as even as possible, one more below and right: {@code out = in / stride}, rounded up. */
    SAME;

    /** Output pixels along an axis; 0 or less where the window does not fit. */
    long outputSize(long size, long window, long stride) {
        return this == SAME ? (size + stride - 1) / stride : Math.floorDiv(size - window, stride) + 1;
    }

    /** Pixels of zeros along an axis, before and after the input together. */
    long total(long size, long window, long stride) {
        return this == SAME ? Math.max(0, (outputSize(size, window, stride) - 1) * stride + window - size) : 0;
    }

    /** Pixels of zeros before the first pixel of an axis. */
    long before(long size, long window, long stride) {
        return total(size, window, stride) / 2;
    }
}
