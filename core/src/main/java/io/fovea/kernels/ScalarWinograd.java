package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import java.lang.foreign.ValueLayout;

/** {@link WinogradKernel} in plain loops: what the vector kernel is compared with, and the fallback. */
final class ScalarWinograd implements WinogradKernel {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

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
            // All are computed before the first is written: the outputs may lie over the inputs.
            float y0 = output(a, stepFrom, b, 0);
            float y1 = output(a, stepFrom, b, 1);
            float y2 = output(a, stepFrom, b, 2);
            float y3 = output(a, stepFrom, b, 3);
            set(c, y0);
            set(c + stepTo, y1);
            set(c + 2 * stepTo, y2);
            set(c + 3 * stepTo, y3);
        }
    }

    /** Output {@code j} of the four of the six products at {@code a}. */
    private static float output(long a, long step, float bias, int j) {
        float x1 = get(a + step);
        float x2 = get(a + 2 * step);
        float x3 = get(a + 3 * step);
        float x4 = get(a + 4 * step);
        float even1 = x1 + x2 + bias;
        float odd1 = x1 - x2 + bias;
        float even2 = x3 + x4;
        float odd2 = x3 - x4;
        return switch (j) {
            case 0 -> get(a) + even1 + even2;
            case 1 -> Math.fma(odd2, 2, odd1);
            case 2 -> Math.fma(even2, 4, even1);
            default -> Math.fma(odd2, 8, odd1) + get(a + 5 * step);
        };
    }

    @Override
    public void outputMaximum(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long down, long to, long stepTo, long bias,
            boolean relu, long argmaxMask, long stepMarks) {
        for (int i = 0; i < 2 * rows * vectors && argmaxMask != 0; i++) {
            ALL.set(LONG, argmaxMask + i / vectors * stepMarks + 8L * (i % vectors), 0);
        }
        int floats = vectors * lanes;
        for (int i = 0; i < 2 * rows * floats; i++) {
            int window = i / floats;
            int k = i % floats;
            long a = from + window / 2 * rowFrom + 4L * k;
            float best = 0;
            int chosen = -1;
            for (int pixel = 0; pixel < 4; pixel++) {
                float v = output(
                        a + pixel / 2 * down, stepFrom, get(bias + 4L * k), 2 * (window % 2) + pixel % 2);
                if (chosen < 0 || v > best) {
                    best = v;
                    chosen = pixel;
                }
            }
            float maximum = relu && best < Subnormals.TINY ? 0 : best;
            set(to + window * stepTo + 4L * k, maximum);
            // Not so for NaN.
            boolean marked = relu ? maximum > 0 : maximum == best;
            if (argmaxMask != 0 && marked) {
                long at = argmaxMask + window * stepMarks + 8L * (k / lanes);
                ALL.set(LONG, at, ALL.get(LONG, at) | 1L << 16 * chosen + k % lanes);
            }
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
