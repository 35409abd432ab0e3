package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

// Written by FunctionsSource (in the tests' folder), which a test compares with this file: change that one.
/**
 * Loops of {@link ElementwiseActivation}s, operation by operation as in {@link ScalarFunctions}, so that the bits are the
 * same. Addresses went through {@code Memory.MASK}. What is written is zero or at least {@link Subnormals#TINY}.
 *
 * <p>Everything is spelled out, without a call. The Vector API's own methods are always inlined; ours are not once the
 * compiler's graph has 18,000 nodes, which is some 40 vector operations, and then each vector that is handed over becomes
 * an object: the loops were 3 to 10 times slower. For the same reason constants are vectors already.
 */
final class VectorPowers {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final FloatVector ZERO = constant(0);
    private static final FloatVector TINY = constant(Subnormals.TINY);
    private static final FloatVector MINUS_HALF = constant(-0.5f);
    private static final FloatVector HALF = constant(0.5f);
    private static final FloatVector ONE = constant(1);
    private static final FloatVector HUGE = constant(0x1p60f);

    private VectorPowers() {}

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    static void softsign(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.div(x.abs().add(ONE));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void softsignGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector t = ONE.sub(x.abs());
            FloatVector out = d.mul(t.mul(t));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void squareplus(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector size = x.abs();
            FloatVector s = size.blend(x.fma(x, va).sqrt(), size.compare(VectorOperators.LT, HUGE));
            FloatVector below = va.mul(HALF).div(s.sub(x));
            FloatVector y = below.blend(x.mul(HALF).add(s.mul(HALF)), x.compare(VectorOperators.GT, ZERO));
            FloatVector out = y;
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void squareplusGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector size = x.abs();
            FloatVector s = size.blend(x.fma(x, va).sqrt(), size.compare(VectorOperators.LT, HUGE));
            FloatVector below = va.mul(HALF).div(s.sub(x));
            FloatVector y = below.blend(x.mul(HALF).add(s.mul(HALF)), x.compare(VectorOperators.GT, ZERO));
            FloatVector out = d.mul(y.div(s));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void sqrt(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.sqrt();
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void sqrtGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(HALF.div(x));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void rsqrt(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = ONE.div(x.sqrt());
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void rsqrtGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.mul(x).mul(x).mul(MINUS_HALF));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void reciprocal(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = ONE.div(x);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void reciprocalGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.mul(x).neg());
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void square(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.mul(x);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void squareGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.add(x));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }
}
