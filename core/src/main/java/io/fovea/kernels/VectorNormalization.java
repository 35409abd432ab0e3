package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
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
        FloatVector sum = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < pixels; p++) {
                sum = sum.add(load(x + r * rowX + p * pixelBytes));
            }
        }
        FloatVector mean = sum.mul(1f / (rows * pixels));
        FloatVector squares = FloatVector.zero(S);
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < pixels; p++) {
                FloatVector d = load(x + r * rowX + p * pixelBytes).sub(mean);
                squares = d.fma(d, squares);
            }
        }
        store(mean, means);
        store(squares, deviations);
    }

    @Override
    public void mergeMoments(int blocks, int count, int channels, long moments, long blockBytes, long merged) {
        scalar.mergeMoments(blocks, count, channels, moments, blockBytes, merged);
    }

    @Override
    public void normalize(
            int rows, int pixels, int channels, long x, long rowX, long scale, long shift, long y, long rowY) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < channels; c += LANES) {
                normalizeRow(
                        pixels, 4L * channels, x + r * rowX + 4L * c, scale + 4L * c, shift + 4L * c,
                        y + r * rowY + 4L * c);
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
    public void gradientSums(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long mean, long inverseDeviation, long sums, boolean first) {
        for (int c = 0; c < channels; c += LANES) {
            long sum = sums + 4L * c;
            long product = sums + 4L * (channels + c);
            if (first) {
                store(FloatVector.zero(S), sum);
                store(FloatVector.zero(S), product);
            }
            for (int r = 0; r < rows; r++) {
                sumsRow(
                        pixels, 4L * channels, x + r * rowX + 4L * c, dy + r * rowDy + 4L * c, mean + 4L * c,
                        inverseDeviation + 4L * c, sum, product);
            }
        }
    }

    private static void sumsRow(
            int pixels, long pixelBytes, long x, long dy, long means, long inverses, long sums, long products) {
        FloatVector mean = load(means);
        FloatVector inverse = load(inverses);
        FloatVector sum = load(sums);
        FloatVector product = load(products);
        for (int p = 0; p < pixels; p++) {
            FloatVector d = load(dy + p * pixelBytes);
            sum = sum.add(d);
            product = d.fma(load(x + p * pixelBytes).sub(mean).mul(inverse), product);
        }
        store(sum, sums);
        store(product, products);
    }

    @Override
    public void gradient(
            int rows, int pixels, int channels, long x, long rowX, long dy, long rowDy,
            long a, long b, long d, long dx, long rowDx) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < channels; c += LANES) {
                gradientRow(
                        pixels, 4L * channels, x + r * rowX + 4L * c, dy + r * rowDy + 4L * c, a + 4L * c,
                        b + 4L * c, d + 4L * c, dx + r * rowDx + 4L * c);
            }
        }
    }

    private static void gradientRow(
            int pixels, long pixelBytes, long x, long dy, long as, long bs, long ds, long dx) {
        FloatVector a = load(as);
        FloatVector b = load(bs);
        FloatVector d = load(ds);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = load(x + p * pixelBytes).fma(b, d);
            store(load(dy + p * pixelBytes).fma(a, v), dx + p * pixelBytes);
        }
    }
}
