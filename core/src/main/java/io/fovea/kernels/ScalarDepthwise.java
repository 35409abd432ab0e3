package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link DepthwiseKernel} in plain loops: what the vector kernel is compared with, and the fallback. */
final class ScalarDepthwise implements DepthwiseKernel {
    private final int lanes;

    ScalarDepthwise(int lanes) {
        this.lanes = lanes;
    }

    /** The address of the weight of a tap and a channel. */
    private long weight(Window w, long weights, int tap, int channel) {
        int panel = channel / (2 * lanes);
        int width = Math.min(2 * lanes, w.channels() - 2 * lanes * panel);
        return weights + 4L * ((long) panel * 2 * lanes * w.taps() + (long) tap * width + channel % (2 * lanes));
    }

    private static long input(Window w, long x, long rowX, int row, int column, int tap) {
        int down = row * w.strideY() + tap / w.kernelWidth() * w.dilationY();
        int right = column * w.strideX() + tap % w.kernelWidth() * w.dilationX();
        return x + down * rowX + right * w.pixel();
    }

    @Override
    public void forward(
            Window w, int firstRow, int endRow, long x, long rowX, long weights, long bias, long y, long rowY) {
        for (int r = firstRow; r < endRow; r++) {
            for (int c = 0; c < w.outWidth(); c++) {
                for (int k = 0; k < w.channels(); k++) {
                    float sum = get(bias + 4L * k);
                    for (int tap = 0; tap < w.taps(); tap++) {
                        sum = Math.fma(
                                get(input(w, x, rowX, r, c, tap) + 4L * k), get(weight(w, weights, tap, k)), sum);
                    }
                    set(y + r * rowY + c * w.pixel() + 4L * k, sum);
                }
            }
        }
    }

    @Override
    public void inputGradient(Window w, long dy, long rowDy, long weights, long dx, long rowDx) {
        for (int r = 0; r < w.outHeight(); r++) {
            for (int tap = 0; tap < w.taps(); tap++) {
                for (int c = 0; c < w.outWidth(); c++) {
                    for (int k = 0; k < w.channels(); k++) {
                        long to = input(w, dx, rowDx, r, c, tap) + 4L * k;
                        float d = get(dy + r * rowDy + c * w.pixel() + 4L * k);
                        set(to, Math.fma(d, get(weight(w, weights, tap, k)), get(to)));
                    }
                }
            }
        }
    }

    @Override
    public void weightGradient(Window w, long x, long rowX, long dy, long rowDy, long gradient, boolean first) {
        for (int tap = 0; tap < w.taps(); tap++) {
            for (int k = 0; k < w.channels(); k++) {
                long to = weight(w, gradient, tap, k);
                float sum = first ? 0 : get(to);
                for (int r = 0; r < w.outHeight(); r++) {
                    for (int c = 0; c < w.outWidth(); c++) {
                        float d = get(dy + r * rowDy + c * w.pixel() + 4L * k);
                        sum = Math.fma(get(input(w, x, rowX, r, c, tap) + 4L * k), d, sum);
                    }
                }
                set(to, sum);
            }
        }
    }
}
