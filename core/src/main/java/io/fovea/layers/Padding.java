package io.fovea.layers;

/** What a convolution or pooling does at the edges of a picture. */
public enum Padding {
    /** Windows stay inside: {@code out = (in - window) / stride + 1}, rounded down. */
    VALID,
    /** Zeros around, as even as possible, one more below and right: {@code out = in / stride}, rounded up. */
    SAME;

    /** Output pixels along an axis; 0 or less where the window does not fit. */
    int outputSize(int size, int window, int stride) {
        return this == SAME ? (size + stride - 1) / stride : (size - window + stride) / stride;
    }

    /** Zeros before the first pixel of an axis. */
    int before(int size, int window, int stride) {
        return this == SAME ? Math.max(0, (outputSize(size, window, stride) - 1) * stride + window - size) / 2 : 0;
    }
}
