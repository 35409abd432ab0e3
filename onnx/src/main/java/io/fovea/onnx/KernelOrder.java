package io.fovea.onnx;

/** The order of a kernel's dimensions: Keras's has the filters last, ONNX's first. */
final class KernelOrder {
    private KernelOrder() {}

    /** {@code [taps, c, f]} as {@code [f, c, taps]}; with {@code taps} and {@code f} swapped, the way back. */
    static float[] filtersFirst(float[] kernel, int taps, int channels, int filters) {
        float[] result = new float[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            int filter = i % filters;
            int channel = i / filters % channels;
            int tap = i / filters / channels;
            result[(filter * channels + channel) * taps + tap] = kernel[i];
        }
        return result;
    }
}
