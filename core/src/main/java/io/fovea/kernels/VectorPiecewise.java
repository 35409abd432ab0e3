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
final class VectorPiecewise {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final FloatVector ZERO = constant(0);
    private static final FloatVector TINY = constant(Subnormals.TINY);
    private static final FloatVector SIXTH = constant(1 / 6f);
    private static final FloatVector HALF = constant(0.5f);
    private static final FloatVector ONE = constant(1);

    private VectorPiecewise() {}

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    static void leakyRelu(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.mul(va).blend(x, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void leakyReluGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(va).blend(d, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void generalRelu(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        FloatVector vc = FloatVector.broadcast(S, c);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.sub(vc).mul(va).blend(x.min(vb), x.compare(VectorOperators.GT, vc));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void generalReluGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        FloatVector vc = FloatVector.broadcast(S, c);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector slope = ONE.blend(ZERO, x.compare(VectorOperators.GT, vb));
            FloatVector out = d.mul(va.blend(slope, x.compare(VectorOperators.GT, vc)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void clip(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector low = x.blend(vb, x.compare(VectorOperators.GT, vb));
            FloatVector out = low.blend(va, x.compare(VectorOperators.LT, va));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void clipGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector inside = ZERO.blend(d, x.compare(VectorOperators.LT, vb));
            FloatVector out = ZERO.blend(inside, x.compare(VectorOperators.GT, va));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void ramp(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector t = x.fma(va, vb);
            FloatVector low = t.blend(ONE, t.compare(VectorOperators.GT, ONE));
            FloatVector out = low.blend(ZERO, t.compare(VectorOperators.LT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void rampGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector inside = ZERO.blend(d.mul(va), x.compare(VectorOperators.LT, ONE));
            FloatVector out = ZERO.blend(inside, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void hardSwish(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector t = x.fma(SIXTH, HALF);
            FloatVector low = t.blend(ONE, t.compare(VectorOperators.GT, ONE));
            FloatVector h = low.blend(ZERO, t.compare(VectorOperators.LT, ZERO));
            FloatVector out = x.mul(h);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void hardSwishGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector t = x.fma(SIXTH, HALF);
            FloatVector low = t.blend(ONE, t.compare(VectorOperators.GT, ONE));
            FloatVector h = low.blend(ZERO, t.compare(VectorOperators.LT, ZERO));
            FloatVector inside = h.blend(x.fma(SIXTH, h), h.compare(VectorOperators.LT, ONE));
            FloatVector out = d.mul(h.blend(inside, h.compare(VectorOperators.GT, ZERO)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void softShrink(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector low = x.blend(va, x.compare(VectorOperators.GT, va));
            FloatVector inside = low.blend(va.neg(), x.compare(VectorOperators.LT, va.neg()));
            FloatVector out = x.sub(inside);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void softShrinkGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.blend(ZERO, x.compare(VectorOperators.EQ, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void hardShrink(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.blend(ZERO, x.abs().compare(VectorOperators.LE, va));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void hardShrinkGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.blend(ZERO, x.compare(VectorOperators.EQ, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void threshold(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.blend(vb, x.compare(VectorOperators.LE, va));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void thresholdGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.blend(ZERO, x.compare(VectorOperators.LE, va));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void sparsePlus(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector u = x.fma(HALF, HALF);
            FloatVector low = u.blend(ONE, u.compare(VectorOperators.GT, ONE));
            FloatVector t = low.blend(ZERO, u.compare(VectorOperators.LT, ZERO));
            FloatVector out = t.mul(t).blend(x, x.compare(VectorOperators.GT, ONE));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void sparsePlusGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector u = x.fma(HALF, HALF);
            FloatVector low = u.blend(ONE, u.compare(VectorOperators.GT, ONE));
            FloatVector t = low.blend(ZERO, u.compare(VectorOperators.LT, ZERO));
            FloatVector out = d.mul(t);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void absolute(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.abs();
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void absoluteGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector below = d.mul(ZERO).blend(d.neg(), x.compare(VectorOperators.LT, ZERO));
            FloatVector out = below.blend(d, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void negative(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector out = x.neg();
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void negativeGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.neg();
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void sign(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector below = x.blend(ONE.neg(), x.compare(VectorOperators.LT, ZERO));
            FloatVector out = below.blend(ONE, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void signGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(ZERO);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }
}
