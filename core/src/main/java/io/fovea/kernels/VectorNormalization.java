package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link NormalizationKernel} on vectors along the channels. No method hands a vector to another but {@code load} and
 * {@code store}, which are small enough to be inlined always: the JIT would make an object of it.
 */
final class VectorNormalization implements NormalizationKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarNormalization scalar = new ScalarNormalization();

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(S, ALL, address & MASK, ORDER);
    }

    private static void store(FloatVector v, long address) {
        v.intoMemorySegment(ALL, address & MASK, ORDER);
    }

    @Override
    public void moments(int rows, int pixels, int channels, long x, long rowX, long moments) {
        for (int c = 0; c < channels; c += LANES) {
            momentsOf(
                    rows, pixels, x + 4L * c, rowX, 4L * channels, moments + 4L * c, moments + 4L * (channels + c));
        }
    }

    private static void momentsOf(
            int rows, int pixels, long x, long rowX, long pixelBytes, long means, long deviations) {
        meanOf(rows, pixels, x, rowX, pixelBytes, means);
        deviationsOf(rows, pixels, x, rowX, pixelBytes, means, deviations);
    }

    /** Four sums at once: one alone waits for itself. */
    private static void meanOf(int rows, int pixels, long x, long rowX, long pixelBytes, long means) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            long at = x + r * rowX;
            int p = 0;
            for (; p + 4 <= pixels; p += 4) {
                sum0 = sum0.add(load(at));
                sum1 = sum1.add(load(at + pixelBytes));
                sum2 = sum2.add(load(at + 2 * pixelBytes));
                sum3 = sum3.add(load(at + 3 * pixelBytes));
                at += 4 * pixelBytes;
            }
            for (; p < pixels; p++) {
                sum0 = sum0.add(load(at));
                at += pixelBytes;
            }
        }
        FloatVector mean = sum0.add(sum1).add(sum2.add(sum3)).mul(1f / (rows * pixels));
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        store(mean.blend(FloatVector.zero(S), mean.abs().compare(VectorOperators.LT, tiny)), means);
    }

    private static void deviationsOf(
            int rows, int pixels, long x, long rowX, long pixelBytes, long means, long deviations) {
        FloatVector mean = load(means);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            long at = x + r * rowX;
            int p = 0;
            for (; p + 4 <= pixels; p += 4) {
                FloatVector d0 = load(at).sub(mean);
                FloatVector d1 = load(at + pixelBytes).sub(mean);
                FloatVector d2 = load(at + 2 * pixelBytes).sub(mean);
                FloatVector d3 = load(at + 3 * pixelBytes).sub(mean);
                d0 = d0.blend(zero, d0.abs().compare(VectorOperators.LT, tiny));
                sum0 = d0.fma(d0, sum0);
                d1 = d1.blend(zero, d1.abs().compare(VectorOperators.LT, tiny));
                sum1 = d1.fma(d1, sum1);
                d2 = d2.blend(zero, d2.abs().compare(VectorOperators.LT, tiny));
                sum2 = d2.fma(d2, sum2);
                d3 = d3.blend(zero, d3.abs().compare(VectorOperators.LT, tiny));
                sum3 = d3.fma(d3, sum3);
                at += 4 * pixelBytes;
            }
            for (; p < pixels; p++) {
                FloatVector d = load(at).sub(mean);
                d = d.blend(zero, d.abs().compare(VectorOperators.LT, tiny));
                sum0 = d.fma(d, sum0);
                at += pixelBytes;
            }
        }
        store(sum0.add(sum1).add(sum2.add(sum3)), deviations);
    }

    @Override
    public void mergeMoments(
            int samples, int chunk, int count, int channels, long moments, long sampleBytes,
            long nodes, long nodeBytes, long merged) {
        scalar.mergeMoments(samples, chunk, count, channels, moments, sampleBytes, nodes, nodeBytes, merged);
    }

    @Override
    public void normalize(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        long pixelBytes = 4L * channels;
        for (int r = 0; r < rows; r++) {
            for (long c = 0; c < pixelBytes; c += Vectors.BYTES) {
                normalizeRow(pixels, pixelBytes, x + r * rowX + c, scale + c, shift + c, y + r * rowY + c);
            }
        }
    }

    private static void normalizeRow(int pixels, long pixelBytes, long x, long scales, long shifts, long y) {
        FloatVector scale = load(scales);
        FloatVector shift = load(shifts);
        for (int p = 0; p < pixels; p++) {
            store(load(x + p * pixelBytes).fma(scale, shift), y + p * pixelBytes);
        }
    }

    @Override
    public void normalizeRelu(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        long pixelBytes = 4L * channels;
        for (int r = 0; r < rows; r++) {
            for (long c = 0; c < pixelBytes; c += Vectors.BYTES) {
                normalizeReluRow(pixels, pixelBytes, x + r * rowX + c, scale + c, shift + c, y + r * rowY + c);
            }
        }
    }

    private static void normalizeReluRow(int pixels, long pixelBytes, long x, long scales, long shifts, long y) {
        FloatVector scale = load(scales);
        FloatVector shift = load(shifts);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = load(x + p * pixelBytes).fma(scale, shift);
            store(v.blend(zero, v.compare(VectorOperators.LT, tiny)), y + p * pixelBytes);
        }
    }

    @Override
    public void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long sums, boolean first) {
        long pixelBytes = 4L * channels;
        for (long c = 0; first && c < 2 * pixelBytes; c += Vectors.BYTES) {
            store(FloatVector.zero(S), sums + c);
        }
        for (long c = 0; c < pixelBytes; c += Vectors.BYTES) {
            if (relu) {
                reluSums(rows, pixels, pixelBytes, x + c, rowX, dy + c, rowDy, statistics + c, sums + c);
            } else {
                plainSums(rows, pixels, pixelBytes, x + c, rowX, dy + c, rowDy, statistics + c, sums + c);
            }
        }
    }

    private static void plainSums(
            int rows, int pixels, long pixelBytes, long x, long rowX, long dy, long rowDy, long statistics, long sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector mean = load(statistics);
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector product0 = FloatVector.zero(S);
        FloatVector product1 = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            long at = x + r * rowX;
            long from = dy + r * rowDy;
            int p = 0;
            for (; p + 2 <= pixels; p += 2) {
                FloatVector d0 = load(from);
                sum0 = sum0.add(d0);
                product0 = d0.fma(load(at).sub(mean), product0);
                FloatVector d1 = load(from + pixelBytes);
                sum1 = sum1.add(d1);
                product1 = d1.fma(load(at + pixelBytes).sub(mean), product1);
                at += 2 * pixelBytes;
                from += 2 * pixelBytes;
            }
            for (; p < pixels; p++) {
                FloatVector d0 = load(from);
                sum0 = sum0.add(d0);
                product0 = d0.fma(load(at).sub(mean), product0);
                at += pixelBytes;
                from += pixelBytes;
            }
        }
        FloatVector sum = load(sums).add(sum0.add(sum1));
        store(sum.blend(zero, sum.abs().compare(VectorOperators.LT, tiny)), sums);
        FloatVector product = product0.add(product1);
        product = product.fma(load(statistics + pixelBytes), load(sums + pixelBytes));
        store(product.blend(zero, product.abs().compare(VectorOperators.LT, tiny)), sums + pixelBytes);
    }

    private static void reluSums(
            int rows, int pixels, long pixelBytes, long x, long rowX, long dy, long rowDy, long statistics, long sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector mean = load(statistics);
        FloatVector scale = load(statistics + 2 * pixelBytes);
        FloatVector shift = load(statistics + 3 * pixelBytes);
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector product0 = FloatVector.zero(S);
        FloatVector product1 = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            long at = x + r * rowX;
            long from = dy + r * rowDy;
            int p = 0;
            for (; p + 2 <= pixels; p += 2) {
                FloatVector v0 = load(at);
                FloatVector d0 = zero.blend(
                        load(from), v0.fma(scale, shift).compare(VectorOperators.GE, tiny));
                sum0 = sum0.add(d0);
                product0 = d0.fma(v0.sub(mean), product0);
                FloatVector v1 = load(at + pixelBytes);
                FloatVector d1 = zero.blend(
                        load(from + pixelBytes), v1.fma(scale, shift).compare(VectorOperators.GE, tiny));
                sum1 = sum1.add(d1);
                product1 = d1.fma(v1.sub(mean), product1);
                at += 2 * pixelBytes;
                from += 2 * pixelBytes;
            }
            for (; p < pixels; p++) {
                FloatVector v0 = load(at);
                FloatVector d0 = zero.blend(
                        load(from), v0.fma(scale, shift).compare(VectorOperators.GE, tiny));
                sum0 = sum0.add(d0);
                product0 = d0.fma(v0.sub(mean), product0);
                at += pixelBytes;
                from += pixelBytes;
            }
        }
        FloatVector sum = load(sums).add(sum0.add(sum1));
        store(sum.blend(zero, sum.abs().compare(VectorOperators.LT, tiny)), sums);
        FloatVector product = product0.add(product1);
        product = product.fma(load(statistics + pixelBytes), load(sums + pixelBytes));
        store(product.blend(zero, product.abs().compare(VectorOperators.LT, tiny)), sums + pixelBytes);
    }

    @Override
    public void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long statistics, boolean relu, long coefficients, long dx, long rowDx) {
        long pixelBytes = 4L * channels;
        for (int r = 0; r < rows; r++) {
            for (long c = 0; c < pixelBytes; c += Vectors.BYTES) {
                long from = x + r * rowX + c;
                long d = dy + r * rowDy + c;
                long to = dx + r * rowDx + c;
                if (relu) {
                    reluGradientRow(pixels, pixelBytes, from, d, statistics + c, coefficients + c, to);
                } else {
                    gradientRow(pixels, pixelBytes, from, d, coefficients + c, to);
                }
            }
        }
    }

    private static void gradientRow(int pixels, long pixelBytes, long x, long dy, long coefficients, long dx) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector a = load(coefficients);
        FloatVector b = load(coefficients + pixelBytes);
        FloatVector d = load(coefficients + 2 * pixelBytes);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = load(x + p * pixelBytes).fma(b, d);
            v = load(dy + p * pixelBytes).fma(a, v);
            store(v.blend(zero, v.abs().compare(VectorOperators.LT, tiny)), dx + p * pixelBytes);
        }
    }

    private static void reluGradientRow(
            int pixels, long pixelBytes, long x, long dy, long statistics, long coefficients, long dx) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector scale = load(statistics + 2 * pixelBytes);
        FloatVector shift = load(statistics + 3 * pixelBytes);
        FloatVector a = load(coefficients);
        FloatVector b = load(coefficients + pixelBytes);
        FloatVector d = load(coefficients + 2 * pixelBytes);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = load(x + p * pixelBytes);
            FloatVector masked = zero.blend(
                    load(dy + p * pixelBytes), v.fma(scale, shift).compare(VectorOperators.GE, tiny));
            v = masked.fma(a, v.fma(b, d));
            store(v.blend(zero, v.abs().compare(VectorOperators.LT, tiny)), dx + p * pixelBytes);
        }
    }
}
