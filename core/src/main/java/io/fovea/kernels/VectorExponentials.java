package io.fovea.kernels;

import static io.fovea.runtime.Memory.ALL;

import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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
final class VectorExponentials {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final FloatVector ZERO = constant(0);
    private static final FloatVector TINY = constant(Subnormals.TINY);
    private static final FloatVector HALF = constant(0.5f);
    private static final FloatVector ONE = constant(1);
    private static final FloatVector TWO = constant(2);
    private static final FloatVector FOUR = constant(4);
    private static final FloatVector LEAST = constant(Exponential.LEAST);
    private static final FloatVector GREATEST = constant(Exponential.GREATEST);
    private static final FloatVector LOG2_E = constant(Exponential.LOG2_E);
    private static final FloatVector ROUNDER = constant(Exponential.ROUNDER);
    private static final FloatVector MINUS_LN2_HIGH = constant(-Exponential.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = constant(-Exponential.LN2_LOW);
    private static final FloatVector E0 = constant(Exponential.E0);
    private static final FloatVector E1 = constant(Exponential.E1);
    private static final FloatVector E2 = constant(Exponential.E2);
    private static final FloatVector E3 = constant(Exponential.E3);
    private static final FloatVector E4 = constant(Exponential.E4);
    private static final FloatVector E5 = constant(Exponential.E5);
    private static final FloatVector TANH_SMALL = constant(Exponential.TANH_SMALL);
    private static final FloatVector T0 = constant(Exponential.T0);
    private static final FloatVector T1 = constant(Exponential.T1);
    private static final FloatVector T2 = constant(Exponential.T2);
    private static final FloatVector T3 = constant(Exponential.T3);
    private static final FloatVector T4 = constant(Exponential.T4);
    private static final FloatVector ERF_P = constant(Exponential.ERF_P);
    private static final FloatVector A1 = constant(Exponential.A1);
    private static final FloatVector A2 = constant(Exponential.A2);
    private static final FloatVector A3 = constant(Exponential.A3);
    private static final FloatVector A4 = constant(Exponential.A4);
    private static final FloatVector A5 = constant(Exponential.A5);
    private static final FloatVector ROOT_HALF = constant(Exponential.ROOT_HALF);
    private static final FloatVector DENSITY = constant(Exponential.DENSITY);
    private static final FloatVector GELU_SLOPE = constant(Exponential.GELU_SLOPE);
    private static final FloatVector GELU_CUBE = constant(Exponential.GELU_CUBE);
    private static final FloatVector MISH_GREATEST = constant(Exponential.MISH_GREATEST);
    private static final FloatVector GELU_CUBE3 = constant(3 * Exponential.GELU_CUBE);
    private static final IntVector SIGN_BIT = constant(-0f).reinterpretAsInts();
    private static final IntVector ONE_BITS = constant(1).reinterpretAsInts();

    private VectorExponentials() {}

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    static void elu(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x;
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = e.sub(ONE).mul(va).blend(x, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void eluGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.add(va)).blend(d, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void scaledElu(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x;
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = e.sub(ONE).mul(vb).blend(x.mul(va), x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void scaledEluGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.add(vb).blend(va, x.compare(VectorOperators.GT, ZERO)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void celu(long bytes, long from, long to, float a, float b, float c) {
        FloatVector va = FloatVector.broadcast(S, a);
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x.mul(vb);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = e.sub(ONE).mul(va).blend(x, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void celuGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        FloatVector vb = FloatVector.broadcast(S, b);
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.fma(vb, ONE)).blend(d, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void sigmoid(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x.neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = ONE.div(e.add(ONE));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void sigmoidGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.mul(ONE.sub(x)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void tanh(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector magnitude = x.abs();
            FloatVector argument = magnitude.add(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector z = x.mul(x);
            FloatVector p = T0.fma(z, T1).fma(z, T2).fma(z, T3).fma(z, T4);
            FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
            FloatVector small = p.mul(z).fma(magnitude, magnitude);
            FloatVector result = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
            FloatVector t = result.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector out = t;
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void tanhGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x.neg().fma(x, ONE));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void tanhShrink(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector magnitude = x.abs();
            FloatVector argument = magnitude.add(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector z = x.mul(x);
            FloatVector p = T0.fma(z, T1).fma(z, T2).fma(z, T3).fma(z, T4);
            FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
            FloatVector small = p.mul(z).fma(magnitude, magnitude);
            FloatVector result = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
            FloatVector t = result.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector out = x.sub(t);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void tanhShrinkGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector magnitude = x.abs();
            FloatVector argument = magnitude.add(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector z = x.mul(x);
            FloatVector p = T0.fma(z, T1).fma(z, T2).fma(z, T3).fma(z, T4);
            FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
            FloatVector small = p.mul(z).fma(magnitude, magnitude);
            FloatVector result = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
            FloatVector t = result.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector out = d.mul(t.mul(t));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void gelu(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector scaled = x.mul(ROOT_HALF);
            FloatVector magnitude = scaled.abs();
            FloatVector argument = magnitude.neg().mul(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector t = ONE.div(magnitude.fma(ERF_P, ONE));
            FloatVector p = A5.fma(t, A4).fma(t, A3).fma(t, A2).fma(t, A1);
            IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
            FloatVector result = p.mul(t).neg().fma(e, ONE).abs();
            FloatVector erf = result.reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector out = x.mul(HALF).mul(erf.add(ONE));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void geluGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector scaled = x.mul(ROOT_HALF);
            FloatVector magnitude = scaled.abs();
            FloatVector argument = magnitude.neg().mul(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector t = ONE.div(magnitude.fma(ERF_P, ONE));
            FloatVector p = A5.fma(t, A4).fma(t, A3).fma(t, A2).fma(t, A1);
            IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
            FloatVector result = p.mul(t).neg().fma(e, ONE).abs();
            FloatVector erf = result.reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector out = d.mul(x.mul(DENSITY).fma(e, erf.add(ONE).mul(HALF)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void geluTanh(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector inner = x.mul(x).mul(x).fma(GELU_CUBE, x).mul(GELU_SLOPE);
            FloatVector magnitude = inner.abs();
            FloatVector argument = magnitude.add(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector z = inner.mul(inner);
            FloatVector p = T0.fma(z, T1).fma(z, T2).fma(z, T3).fma(z, T4);
            FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
            FloatVector small = p.mul(z).fma(magnitude, magnitude);
            FloatVector result = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = inner.reinterpretAsInts().and(SIGN_BIT);
            FloatVector t = result.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector out = x.mul(HALF).mul(t.add(ONE));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void geluTanhGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector inner = x.mul(x).mul(x).fma(GELU_CUBE, x).mul(GELU_SLOPE);
            FloatVector magnitude = inner.abs();
            FloatVector argument = magnitude.add(magnitude);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector z = inner.mul(inner);
            FloatVector p = T0.fma(z, T1).fma(z, T2).fma(z, T3).fma(z, T4);
            FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
            FloatVector small = p.mul(z).fma(magnitude, magnitude);
            FloatVector result = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = inner.reinterpretAsInts().and(SIGN_BIT);
            FloatVector t = result.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector rise = x.mul(x).fma(GELU_CUBE3, ONE).mul(GELU_SLOPE);
            FloatVector bend = x.mul(HALF).mul(t.neg().fma(t, ONE));
            FloatVector out = d.mul(bend.fma(rise, t.add(ONE).mul(HALF)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void swish(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x.neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = x.mul(ONE.div(e.add(ONE)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void swishGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector argument = x.neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector s = ONE.div(e.add(ONE));
            FloatVector out = d.mul(s.mul(x.fma(ONE.sub(s), ONE)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void mish(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x.min(MISH_GREATEST);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector above = e.mul(e.add(TWO));
            FloatVector out = x.max(LEAST).mul(above.div(above.add(TWO)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void mishGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector argument = x.min(MISH_GREATEST);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector above = e.mul(e.add(TWO));
            FloatVector below = above.add(TWO);
            FloatVector bend = e.mul(e.add(ONE)).mul(FOUR).div(below.mul(below));
            FloatVector bounded = x.max(LEAST).min(MISH_GREATEST);
            FloatVector out = d.mul(bounded.fma(bend, above.div(below)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void exp(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x;
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = e;
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void expGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.mul(x);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void gate(long bytes, long values, long gates, long to) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, values + k, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, gates + k, ORDER);
            FloatVector argument = x.neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector s = ONE.div(e.add(ONE));
            FloatVector out = v.mul(s);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void gateGradient(long bytes, long values, long gates, long dy, long dv, long dg) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector v = FloatVector.fromMemorySegment(S, ALL, values + k, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, gates + k, ORDER);
            FloatVector argument = x.neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector s = ONE.div(e.add(ONE));
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER).mul(s);
            d.blend(ZERO, d.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dv + k, ORDER);
            FloatVector g = d.mul(v).mul(ONE.sub(s));
            g.blend(ZERO, g.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dg + k, ORDER);
        }
    }
}
