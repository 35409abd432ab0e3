package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link NormalizationKernel} in plain loops: the oracle of the vector kernel, and the fallback. */
final class ScalarNormalization implements NormalizationKernel {
    @Override
    public void moments(int rows, int pixels, int channels, long x, long rowX, long moments) {
        float share = 1f / (rows * pixels);
        for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    sum += get(at(x, rowX, channels, r, p, c));
                }
            }
            float mean = sum * share;
            float squares = 0;
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    float d = get(at(x, rowX, channels, r, p, c)) - mean;
                    squares = Math.fma(d, d, squares);
                }
            }
            set(moments + 4L * c, mean);
            set(moments + 4L * (channels + c), squares);
        }
    }

    private static long at(long x, long rowX, int channels, int row, int pixel, int channel) {
        return x + row * rowX + 4L * ((long) pixel * channels + channel);
    }

    @Override
    public void mergeMoments(int blocks, int count, int channels, long moments, long blockBytes, long merged) {
        for (int c = 0; c < channels; c++) {
            double mean = get(moments + 4L * c);
            double squares = get(moments + 4L * (channels + c));
            for (int b = 1; b < blocks; b++) {
                long block = moments + b * blockBytes;
                double delta = get(block + 4L * c) - mean;
                mean += delta / (b + 1);
                squares += get(block + 4L * (channels + c)) + delta * delta * count * b / (b + 1);
            }
            set(merged + 4L * c, (float) mean);
            set(merged + 4L * (channels + c), (float) squares);
        }
    }

    @Override
    public void normalize(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < channels; c++) {
                    float v = get(at(x, rowX, channels, r, p, c));
                    set(at(y, rowY, channels, r, p, c), Math.fma(v, get(scale + 4L * c), get(shift + 4L * c)));
                }
            }
        }
    }

    @Override
    public void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long mean, long inverseDeviation, long sums, boolean first) {
        for (int c = 0; c < channels; c++) {
            float m = get(mean + 4L * c);
            float inverse = get(inverseDeviation + 4L * c);
            float sum = first ? 0 : get(sums + 4L * c);
            float product = first ? 0 : get(sums + 4L * (channels + c));
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    float d = get(at(dy, rowDy, channels, r, p, c));
                    sum += d;
                    product = Math.fma(d, (get(at(x, rowX, channels, r, p, c)) - m) * inverse, product);
                }
            }
            set(sums + 4L * c, sum);
            set(sums + 4L * (channels + c), product);
        }
    }

    @Override
    public void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long a, long b, long d, long dx, long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < channels; c++) {
                    float v = Math.fma(get(at(x, rowX, channels, r, p, c)), get(b + 4L * c), get(d + 4L * c));
                    v = Math.fma(get(at(dy, rowDy, channels, r, p, c)), get(a + 4L * c), v);
                    set(at(dx, rowDx, channels, r, p, c), v);
                }
            }
        }
    }
}
