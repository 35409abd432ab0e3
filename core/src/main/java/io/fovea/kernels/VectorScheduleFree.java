package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link AdaptiveKernel#scheduleFree} in vectors. */
final class VectorScheduleFree {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorScheduleFree() {}

    /** Updates {@code bytes} bytes of whole vectors. */
    static void update(long bytes, long w, long z, long v, long g, float rate, float gain1, float gain2,
            float correction, float epsilon, float take, float keep) {
        FloatVector rates = FloatVector.broadcast(S, rate);
        FloatVector minusGain1 = FloatVector.broadcast(S, -gain1);
        FloatVector gain2s = FloatVector.broadcast(S, gain2);
        FloatVector corrections = FloatVector.broadcast(S, correction);
        FloatVector epsilons = FloatVector.broadcast(S, epsilon);
        FloatVector takes = FloatVector.broadcast(S, take);
        FloatVector keeps = FloatVector.broadcast(S, keep);
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        FloatVector tinySquare = FloatVector.broadcast(S, Subnormals.TINY_SQUARE);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector gradient = FloatVector.fromMemorySegment(S, ALL, g + i, ORDER);
            gradient = gradient.blend(zero, gradient.abs().compare(VectorOperators.LT, tiny));
            FloatVector before = FloatVector.fromMemorySegment(S, ALL, z + i, ORDER);
            FloatVector square = FloatVector.fromMemorySegment(S, ALL, v + i, ORDER);
            FloatVector weight = FloatVector.fromMemorySegment(S, ALL, w + i, ORDER);
            square = gradient.fma(gradient, square.neg()).fma(gain2s, square);
            square = square.blend(zero, square.compare(VectorOperators.LT, tinySquare));
            FloatVector after = before.sub(gradient.mul(rates).div(square.mul(corrections).sqrt().add(epsilons)));
            after = after.blend(zero, after.abs().compare(VectorOperators.LT, tiny));
            weight = after.fma(takes, before.fma(minusGain1, weight).mul(keeps));
            weight = weight.blend(zero, weight.abs().compare(VectorOperators.LT, tiny));
            weight.intoMemorySegment(ALL, w + i, ORDER);
            after.intoMemorySegment(ALL, z + i, ORDER);
            square.intoMemorySegment(ALL, v + i, ORDER);
        }
    }
}
