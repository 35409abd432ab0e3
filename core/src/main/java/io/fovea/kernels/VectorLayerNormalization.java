package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;
import static io.fovea.runtime.Memory.get;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link LayerNormalizationKernel} on vectors; {@link ScalarLayerNormalization} does the rest of a pixel. */
final class VectorLayerNormalization implements LayerNormalizationKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long PARTS_BYTES = ScalarLayerNormalization.SECOND;

    @Override
    public void forward(
            Kind kind, float epsilon, int pixels, int channels, long x, long pixelX, long scale, long shift, long y,
            long pixelY, long statistics, long scratch) {
        int whole = channels - channels % LANES;
        for (int p = 0; p < pixels; p++) {
            long from = x + p * pixelX & MASK;
            long known = statistics + p * STATISTICS_BYTES;
            float mean = kind == Kind.LAYER ? mean(channels, whole, from, scratch & MASK) : 0;
            for (long part = 0; part < PARTS_BYTES; part += BYTES) {
                sumOfSquares(from + part, 4L * whole - part, mean, scratch + part & MASK);
            }
            ScalarLayerNormalization.addSquares(whole, channels, from, mean, scratch);
            ScalarLayerNormalization.setStatistics(
                    kind, epsilon, channels, mean, VectorArithmetic.tree(scratch), known);
            normalize(
                    4L * whole, from, mean, get(known + 4), scale & MASK, shift & MASK, y + p * pixelY & MASK);
            ScalarLayerNormalization.normalize(whole, channels, from, known, scale, shift, y + p * pixelY);
        }
    }

    private static float mean(int channels, int whole, long x, long scratch) {
        for (long part = 0; part < PARTS_BYTES; part += BYTES) {
            VectorArithmetic.sumOfVectors(x + part & MASK, 4L * whole - part, scratch + part & MASK);
        }
        ScalarArithmetic.addColumns(whole, channels, x, scratch);
        return Subnormals.flush(VectorArithmetic.tree(scratch) / channels);
    }

    private static void sumOfSquares(long x, long bytes, float mean, long sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector sum = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += PARTS_BYTES) {
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).sub(m);
            d = d.blend(zero, d.abs().compare(VectorOperators.LT, tiny));
            sum = d.fma(d, sum);
        }
        sum.intoMemorySegment(ALL, sums, ORDER);
    }

    private static void normalize(long bytes, long x, float mean, float factor, long scale, long shift, long y) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector f = FloatVector.broadcast(S, factor);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector n = FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).sub(m).mul(f);
            n = n.blend(zero, n.abs().compare(VectorOperators.LT, tiny));
            n = n.fma(
                    FloatVector.fromMemorySegment(S, ALL, scale + k, ORDER),
                    FloatVector.fromMemorySegment(S, ALL, shift + k, ORDER));
            n.blend(zero, n.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, y + k, ORDER);
        }
    }

    @Override
    public void gradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long scale, long statistics, long dx,
            long pixelDx, long scratch) {
        int whole = channels - channels % LANES;
        for (int p = 0; p < pixels; p++) {
            long from = x + p * pixelX & MASK;
            long d = dy + p * pixelDy & MASK;
            long known = statistics + p * STATISTICS_BYTES;
            float mean = get(known);
            float factor = get(known + 4);
            for (long part = 0; part < PARTS_BYTES; part += BYTES) {
                gradientSums(
                        4L * whole - part, from + part, d + part, (scale & MASK) + part, mean, factor,
                        scratch + part & MASK);
            }
            ScalarLayerNormalization.addGradientSums(whole, channels, from, d, scale, known, scratch);
            float common = Subnormals.flush(VectorArithmetic.tree(scratch) * get(known + 8));
            float slope = Subnormals.flush(VectorArithmetic.tree(scratch + PARTS_BYTES) * get(known + 12));
            putGradient(
                    4L * whole, from, d, scale & MASK, mean, factor, common, slope, dx + p * pixelDx & MASK);
            ScalarLayerNormalization.putGradient(
                    whole, channels, from, d, scale, known, common, slope, dx + p * pixelDx);
        }
    }

    private static void gradientSums(
            long bytes, long x, long dy, long scale, float mean, float factor, long sums) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector sum = FloatVector.zero(S);
        FloatVector products = FloatVector.zero(S);
        for (long k = 0; k < bytes; k += PARTS_BYTES) {
            FloatVector n = FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).sub(mean).mul(factor);
            n = n.blend(zero, n.abs().compare(VectorOperators.LT, tiny));
            FloatVector g = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER)
                    .mul(FloatVector.fromMemorySegment(S, ALL, scale + k, ORDER));
            g = g.blend(zero, g.abs().compare(VectorOperators.LT, tiny));
            sum = sum.add(g);
            products = g.fma(n, products);
        }
        sum.intoMemorySegment(ALL, sums, ORDER);
        products.intoMemorySegment(ALL, sums + PARTS_BYTES, ORDER);
    }

    private static void putGradient(
            long bytes, long x, long dy, long scale, float mean, float factor, float common, float slope, long dx) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector s = FloatVector.broadcast(S, slope);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector n = FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).sub(mean).mul(factor);
            n = n.blend(zero, n.abs().compare(VectorOperators.LT, tiny));
            FloatVector g = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER)
                    .mul(FloatVector.fromMemorySegment(S, ALL, scale + k, ORDER));
            g = g.blend(zero, g.abs().compare(VectorOperators.LT, tiny)).sub(common);
            g = n.neg().fma(s, g).mul(factor);
            g.blend(zero, g.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    @Override
    public void weightGradient(
            int pixels, int channels, long x, long pixelX, long dy, long pixelDy, long statistics, long dScale,
            long dShift, boolean first) {
        int whole = channels - channels % LANES;
        for (int p = 0; p < pixels; p++) {
            long from = x + p * pixelX & MASK;
            long d = dy + p * pixelDy & MASK;
            long known = statistics + p * STATISTICS_BYTES;
            boolean overwrite = first && p == 0;
            addWeightGradient(
                    4L * whole, from, d, get(known), get(known + 4), dScale & MASK, dShift & MASK, overwrite);
            ScalarLayerNormalization.addWeightGradient(
                    whole, channels, from, d, known, dScale, dShift, overwrite);
        }
    }

    private static void addWeightGradient(
            long bytes, long x, long dy, float mean, float factor, long dScale, long dShift, boolean overwrite) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector n = FloatVector.fromMemorySegment(S, ALL, x + k, ORDER).sub(mean).mul(factor);
            n = n.blend(zero, n.abs().compare(VectorOperators.LT, tiny));
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector scales = overwrite ? zero : FloatVector.fromMemorySegment(S, ALL, dScale + k, ORDER);
            FloatVector shifts = overwrite ? zero : FloatVector.fromMemorySegment(S, ALL, dShift + k, ORDER);
            d.fma(n, scales).intoMemorySegment(ALL, dScale + k, ORDER);
            d.add(shifts).intoMemorySegment(ALL, dShift + k, ORDER);
        }
    }
}
