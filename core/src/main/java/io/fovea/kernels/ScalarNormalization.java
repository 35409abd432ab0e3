package io.fovea.kernels;

import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

/** {@link NormalizationKernel} in plain loops: the oracle of the vector kernel, and the fallback. */
final class ScalarNormalization implements NormalizationKernel {
    private static final int PARTS = 4;

    @Override
    public void moments(int rows, int pixels, int channels, long x, long rowX, long moments) {
        float share = 1f / (rows * pixels);
        for (int c = 0; c < channels; c++) {
            float[] parts = new float[PARTS];
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    parts[part(p, pixels)] += get(at(x, rowX, channels, r, p, c));
                }
            }
            float mean = total(parts) * share;
            parts = new float[PARTS];
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    float d = get(at(x, rowX, channels, r, p, c)) - mean;
                    parts[part(p, pixels)] = Math.fma(d, d, parts[part(p, pixels)]);
                }
            }
            set(moments + 4L * c, mean);
            set(moments + 4L * (channels + c), total(parts));
        }
    }

    private static int part(int pixel, int pixels) {
        return pixel < pixels - pixels % PARTS ? pixel % PARTS : 0;
    }

    private static float total(float[] parts) {
        return parts[0] + parts[1] + (parts[2] + parts[3]);
    }

    private static long at(long x, long rowX, int channels, int row, int pixel, int channel) {
        return x + row * rowX + 4L * ((long) pixel * channels + channel);
    }

    @Override
    public void mergeMoments(int blocks, int count, int channels, long moments, long blockBytes, long merged) {
        for (int c = 0; c < channels; c++) {
            long means = moments + 4L * c;
            double sum = 0;
            for (int b = 0; b < blocks; b++) {
                sum += get(means + b * blockBytes);
            }
            double mean = sum / blocks;
            double within = 0;
            double between = 0;
            for (int b = 0; b < blocks; b++) {
                double delta = get(means + b * blockBytes) - mean;
                between += delta * delta;
                within += get(means + b * blockBytes + 4L * channels);
            }
            set(merged + 4L * c, (float) mean);
            set(merged + 4L * (channels + c), (float) (within + between * count));
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
    public void normalizeRelu(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < channels; c++) {
                    float v = get(at(x, rowX, channels, r, p, c));
                    v = Math.fma(v, get(scale + 4L * c), get(shift + 4L * c));
                    set(at(y, rowY, channels, r, p, c), v < 0 ? 0 : v);
                }
            }
        }
    }

    private static float normalized(float x, int channels, long statistics) {
        return Math.fma(x, get(statistics + 8L * channels), get(statistics + 12L * channels));
    }

    @Override
    public void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long sums, boolean first) {
        for (int c = 0; c < channels; c++) {
            float mean = get(statistics + 4L * c);
            float[] sum = new float[2];
            float[] product = new float[2];
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    float v = get(at(x, rowX, channels, r, p, c));
                    float d = get(at(dy, rowDy, channels, r, p, c));
                    if (relu) {
                        d = normalized(v, channels, statistics + 4L * c) > 0 ? d : 0;
                    }
                    int part = p < pixels - pixels % 2 ? p % 2 : 0;
                    sum[part] += d;
                    product[part] = Math.fma(d, v - mean, product[part]);
                }
            }
            float inverse = get(statistics + 4L * (channels + c));
            long ofProducts = sums + 4L * (channels + c);
            set(sums + 4L * c, (first ? 0 : get(sums + 4L * c)) + (sum[0] + sum[1]));
            set(ofProducts, Math.fma(product[0] + product[1], inverse, first ? 0 : get(ofProducts)));
        }
    }

    @Override
    public void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long coefficients, long dx, long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < channels; c++) {
                    float v = get(at(x, rowX, channels, r, p, c));
                    float d = get(at(dy, rowDy, channels, r, p, c));
                    if (relu) {
                        d = normalized(v, channels, statistics + 4L * c) > 0 ? d : 0;
                    }
                    long a = coefficients + 4L * c;
                    v = Math.fma(v, get(a + 4L * channels), get(a + 8L * channels));
                    set(at(dx, rowDx, channels, r, p, c), Math.fma(d, get(a), v));
                }
            }
        }
    }
}
