package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;
import static io.fovea.runtime.Memory.MASK;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link GradientKernel} on vectors; {@link ScalarGradientSteps} does the rest. */
final class VectorGradientSteps implements GradientKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = Vectors.LANES;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ScalarGradientSteps scalar = new ScalarGradientSteps();

    private static long whole(int count) {
        return 4L * (count - count % LANES);
    }

    @Override
    public void decay(int count, long w, float factor) {
        long whole = whole(count);
        decay(whole, w & MASK, factor);
        scalar.decay(count % LANES, w + whole, factor);
    }

    private static void decay(long bytes, long w, float factor) {
        FloatVector factors = FloatVector.broadcast(S, factor);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            weight = weight.sub(weight.mul(factors));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
        }
    }

    @Override
    public void clip(int count, long g, float limit) {
        long whole = whole(count);
        clip(whole, g & MASK, limit);
        scalar.clip(count % LANES, g + whole, limit);
    }

    private static void clip(long bytes, long g, float limit) {
        FloatVector limits = FloatVector.broadcast(S, limit);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.min(limits).max(limits.neg());
            gradient.intoMemorySegment(ALL, g + i, ORDER);
        }
    }

    @Override
    public void penalize(int count, long g, long w, float lasso, float ridge) {
        long whole = whole(count);
        penalize(whole, g & MASK, w & MASK, lasso, ridge);
        scalar.penalize(count % LANES, g + whole, w + whole, lasso, ridge);
    }

    private static void penalize(long bytes, long g, long w, float lasso, float ridge) {
        FloatVector lassos = FloatVector.broadcast(S, lasso);
        FloatVector ridges = FloatVector.broadcast(S, ridge);
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector zero = FloatVector.zero(S);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            gradient = gradient.add(weight.fma(ridges, zero.blend(one, weight.compare(VectorOperators.GT, zero))
                    .blend(one.neg(), weight.compare(VectorOperators.LT, zero)).mul(lassos)));
            gradient.intoMemorySegment(ALL, g + i, ORDER);
        }
    }

    @Override
    public void average(int count, long a, long w, float gain) {
        long whole = whole(count);
        average(whole, a & MASK, w & MASK, gain);
        scalar.average(count % LANES, a + whole, w + whole, gain);
    }

    private static void average(long bytes, long a, long w, float gain) {
        FloatVector gains = FloatVector.broadcast(S, gain);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector average = FloatVector.fromMemorySegment(S, ALL, a + i, ORDER);
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            average = weight.sub(average).fma(gains, average);
            average = average.blend(zero, average.abs().compare(VectorOperators.LT, tiny));
            average.intoMemorySegment(ALL, a + i, ORDER);
        }
    }
}
