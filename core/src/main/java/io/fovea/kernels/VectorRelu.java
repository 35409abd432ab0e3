package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops that run most: ReLU, and the linear activation, which only flushes. The flush is part of the comparison in them. */
final class VectorRelu {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorRelu() {}

    static void flush(long bytes, long from, long to, float a, float b, float c) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            x.blend(zero, x.abs().compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void flushGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        flush(bytes, dy, dx, a, b, c);
    }

    /**
     * Not by {@code max}: its rules for NaN and -0 take six instructions, this takes two. NaN stays NaN, as with {@code max}.
     * The comparison with {@link Subnormals#TINY} instead of 0 flushes for free.
     */
    static void relu(long bytes, long from, long to, float a, float b, float c) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            x.blend(zero, x.compare(VectorOperators.LT, tiny)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void reluGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector tiny = FloatVector.broadcast(S, Subnormals.TINY);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector known = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            d = d.blend(zero, d.abs().compare(VectorOperators.LT, tiny));
            zero.blend(d, known.compare(VectorOperators.GT, 0)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }
}
