package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link WinogradKernel} in plain loops: the oracle of the vector kernel, and the fallback. */
final class ScalarWinograd implements WinogradKernel {
    private final int lanes;

    /** @param lanes floats in a vector */
    ScalarWinograd(int lanes) {
        this.lanes = lanes;
    }

    @Override
    public void input(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        int floats = vectors * lanes;
        for (int i = 0; i < rows * floats; i++) {
            int k = i % floats;
            long a = from + i / floats * rowFrom + 4L * k;
            long c = to + i / floats * rowTo + 4L * k;
            float x0 = get(a);
            float x1 = get(a + stepFrom);
            float x2 = get(a + 2 * stepFrom);
            float x3 = get(a + 3 * stepFrom);
            float x4 = get(a + 4 * stepFrom);
            float x5 = get(a + 5 * stepFrom);
            float even1 = x4 - x2 * 4;
            float odd1 = x3 - x1 * 4;
            float even2 = x4 - x2;
            float odd2 = (x3 - x1) * 2;
            set(c, Math.fma(x0, 4, Math.fma(x2, -5, x4)));
            set(c + stepTo, even1 + odd1);
            set(c + 2 * stepTo, even1 - odd1);
            set(c + 3 * stepTo, even2 + odd2);
            set(c + 4 * stepTo, even2 - odd2);
            set(c + 5 * stepTo, Math.fma(x1, 4, Math.fma(x3, -5, x5)));
        }
    }

    @Override
    public void output(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo,
            long bias, long stepBias) {
        int floats = vectors * lanes;
        for (int i = 0; i < rows * floats; i++) {
            int k = i % floats;
            long a = from + i / floats * rowFrom + 4L * k;
            long c = to + i / floats * rowTo + 4L * k;
            float b = get(bias + k / lanes * stepBias + 4L * (k % lanes));
            float x0 = get(a);
            float x1 = get(a + stepFrom);
            float x2 = get(a + 2 * stepFrom);
            float x3 = get(a + 3 * stepFrom);
            float x4 = get(a + 4 * stepFrom);
            float x5 = get(a + 5 * stepFrom);
            float even1 = x1 + x2 + b;
            float odd1 = x1 - x2 + b;
            float even2 = x3 + x4;
            float odd2 = x3 - x4;
            set(c, x0 + even1 + even2);
            set(c + stepTo, Math.fma(odd2, 2, odd1));
            set(c + 2 * stepTo, Math.fma(even2, 4, even1));
            set(c + 3 * stepTo, Math.fma(odd2, 8, odd1) + x5);
        }
    }

    @Override
    public void outputGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        int floats = vectors * lanes;
        for (int i = 0; i < rows * floats; i++) {
            int k = i % floats;
            long a = from + i / floats * rowFrom + 4L * k;
            long c = to + i / floats * rowTo + 4L * k;
            float x0 = get(a);
            float x1 = get(a + stepFrom);
            float x2 = get(a + 2 * stepFrom);
            float x3 = get(a + 3 * stepFrom);
            float even1 = x0 + x2;
            float odd1 = x1 + x3;
            float even2 = Math.fma(x2, 4, x0);
            float odd2 = Math.fma(x3, 4, x1) * 2;
            set(c, x0);
            set(c + stepTo, even1 + odd1);
            set(c + 2 * stepTo, even1 - odd1);
            set(c + 3 * stepTo, even2 + odd2);
            set(c + 4 * stepTo, even2 - odd2);
            set(c + 5 * stepTo, x3);
        }
    }

    @Override
    public void kernel(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        int floats = vectors * lanes;
        for (int i = 0; i < rows * floats; i++) {
            int k = i % floats;
            long a = from + i / floats * rowFrom + 4L * k;
            long c = to + i / floats * rowTo + 4L * k;
            float x0 = get(a);
            float x1 = get(a + stepFrom);
            float x2 = get(a + 2 * stepFrom);
            float even1 = (x0 + x2) * (-1 / 6f);
            float odd1 = x1 * (-1 / 6f);
            float even2 = (x2 * 4 + x0) * (1 / 24f);
            float odd2 = x1 * (1 / 12f);
            set(c, x0 * 0.25f);
            set(c + stepTo, even1 + odd1);
            set(c + 2 * stepTo, even1 - odd1);
            set(c + 3 * stepTo, even2 + odd2);
            set(c + 4 * stepTo, even2 - odd2);
            set(c + 5 * stepTo, x2);
        }
    }

    @Override
    public void kernelGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        int floats = vectors * lanes;
        for (int i = 0; i < rows * floats; i++) {
            int k = i % floats;
            long a = from + i / floats * rowFrom + 4L * k;
            long c = to + i / floats * rowTo + 4L * k;
            float x0 = get(a);
            float x1 = get(a + stepFrom);
            float x2 = get(a + 2 * stepFrom);
            float x3 = get(a + 3 * stepFrom);
            float x4 = get(a + 4 * stepFrom);
            float x5 = get(a + 5 * stepFrom);
            float even1 = (x1 + x2) * (-1 / 6f);
            float odd1 = (x2 - x1) * (1 / 6f);
            float even2 = x3 + x4;
            float odd2 = x3 - x4;
            set(c, x0 * 0.25f + even1 + even2 * (1 / 24f));
            set(c + stepTo, odd1 + odd2 * (1 / 12f));
            set(c + 2 * stepTo, even1 + even2 * (1 / 6f) + x5);
        }
    }
}
