package io.fovea.ops.augmentation;

/** Brightness of colors by ITU-R BT.601, with Keras's numbers. */
final class Grey {
    private Grey() {}

    /** Of the pixel at {@code at}: of one channel it is that. */
    static float of(float[] x, int at, int channels) {
        return channels == 1 ? x[at] : 0.2989f * x[at] + 0.587f * x[at + 1] + 0.114f * x[at + 2];
    }
}
