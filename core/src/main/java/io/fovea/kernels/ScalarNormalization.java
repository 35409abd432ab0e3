package io.fovea.kernels;

import static io.fovea.kernels.Subnormals.TINY;
import static io.fovea.kernels.Subnormals.flush;
import static io.fovea.kernels.Subnormals.flushSquare;
import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.get;
import static io.fovea.runtime.Memory.set;

import java.lang.foreign.ValueLayout;

/** {@link NormalizationKernel} in plain loops: what the vector kernel is compared with, and the fallback. */
final class ScalarNormalization implements NormalizationKernel {
    private static final int PARTS = 4;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

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
            float mean = flush(total(parts) * share);
            parts = new float[PARTS];
            for (int r = 0; r < rows; r++) {
                for (int p = 0; p < pixels; p++) {
                    float d = flush(get(at(x, rowX, channels, r, p, c)) - mean);
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
    public void mergeMoments(
            int samples, int chunk, int count, int channels, long moments, long sampleBytes,
            long nodes, long nodeBytes, long merged) {
        int chunks = Math.ceilDiv(samples, chunk);
        for (int i = 0; i < chunks; i++) {
            mergeSamples(
                    Math.min(chunk, samples - i * chunk), count, channels, moments + (long) i * chunk * sampleBytes,
                    sampleBytes, nodes + i * nodeBytes);
        }
        for (int width = 1; width < chunks; width *= 2) {
            for (int i = 0; i + width < chunks; i += 2 * width) {
                double left = (double) width * chunk * count;
                double right = (double) (Math.min(samples, (i + 2 * width) * chunk) - (i + width) * chunk) * count;
                mergePair(left, right, channels, nodes + i * nodeBytes, nodes + (i + width) * nodeBytes);
            }
        }
        for (int c = 0; c < channels; c++) {
            set(merged + 4L * c, flush((float) getDouble(nodes + 8L * c)));
            set(merged + 4L * (channels + c), flushSquare((float) getDouble(nodes + 8L * (channels + c))));
        }
    }

    /** The moments of a chunk: all samples have {@code count} elements, so the mean is the mean of their means. */
    private static void mergeSamples(int samples, int count, int channels, long moments, long sampleBytes, long node) {
        for (int c = 0; c < channels; c++) {
            long means = moments + 4L * c;
            double sum = 0;
            for (int s = 0; s < samples; s++) {
                sum += get(means + s * sampleBytes);
            }
            double mean = sum / samples;
            double within = 0;
            double between = 0;
            for (int s = 0; s < samples; s++) {
                double delta = get(means + s * sampleBytes) - mean;
                between += delta * delta;
                within += get(means + s * sampleBytes + 4L * channels);
            }
            setDouble(node + 8L * c, mean);
            setDouble(node + 8L * (channels + c), within + between * count);
        }
    }

    /** Merges the set at {@code right} into that at {@code left} (Chan, Golub and LeVeque, 1979). */
    private static void mergePair(double leftCount, double rightCount, int channels, long left, long right) {
        double share = rightCount / (leftCount + rightCount);
        double weight = leftCount * share;
        for (long c = 0; c < 8L * channels; c += 8) {
            double delta = getDouble(right + c) - getDouble(left + c);
            long squares = 8L * channels + c;
            setDouble(
                    left + squares, getDouble(left + squares) + getDouble(right + squares) + delta * delta * weight);
            setDouble(left + c, getDouble(left + c) + delta * share);
        }
    }

    private static double getDouble(long address) {
        return ALL.get(DOUBLE, address);
    }

    private static void setDouble(long address, double value) {
        ALL.set(DOUBLE, address, value);
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
                    set(at(y, rowY, channels, r, p, c), v < TINY ? 0 : v);
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
                        d = normalized(v, channels, statistics + 4L * c) >= TINY ? d : 0;
                    }
                    int part = p < pixels - pixels % 2 ? p % 2 : 0;
                    sum[part] += d;
                    product[part] = Math.fma(d, v - mean, product[part]);
                }
            }
            float inverse = get(statistics + 4L * (channels + c));
            long ofProducts = sums + 4L * (channels + c);
            set(sums + 4L * c, flush((first ? 0 : get(sums + 4L * c)) + (sum[0] + sum[1])));
            set(ofProducts, flush(Math.fma(product[0] + product[1], inverse, first ? 0 : get(ofProducts))));
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
                        d = normalized(v, channels, statistics + 4L * c) >= TINY ? d : 0;
                    }
                    long a = coefficients + 4L * c;
                    v = Math.fma(v, get(a + 4L * channels), get(a + 8L * channels));
                    set(at(dx, rowDx, channels, r, p, c), flush(Math.fma(d, get(a), v)));
                }
            }
        }
    }
}
