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
final class VectorLogarithms {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int BYTES = Vectors.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final FloatVector ZERO = constant(0);
    private static final FloatVector TINY = constant(Subnormals.TINY);
    private static final FloatVector MINUS_HALF = constant(-0.5f);
    private static final FloatVector HALF = constant(0.5f);
    private static final FloatVector ONE = constant(1);
    private static final FloatVector MINUS_ONE = constant(-1);
    private static final FloatVector MOST = constant(Float.MAX_VALUE);
    private static final FloatVector LEAST_NORMAL = constant(Float.MIN_NORMAL);
    private static final FloatVector MINUS_INFINITY = constant(Float.NEGATIVE_INFINITY);
    private static final FloatVector NAN = constant(Float.NaN);
    private static final FloatVector LEAST = constant(Exponential.LEAST);
    private static final FloatVector GREATEST = constant(Exponential.GREATEST);
    private static final FloatVector LOG2_E = constant(Exponential.LOG2_E);
    private static final FloatVector ROUNDER = constant(Exponential.ROUNDER);
    private static final FloatVector MINUS_LN2_HIGH = constant(-Exponential.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = constant(-Exponential.LN2_LOW);
    private static final FloatVector LN2_HIGH = constant(Exponential.LN2_HIGH);
    private static final FloatVector LN2_LOW = constant(Exponential.LN2_LOW);
    private static final FloatVector E0 = constant(Exponential.E0);
    private static final FloatVector E1 = constant(Exponential.E1);
    private static final FloatVector E2 = constant(Exponential.E2);
    private static final FloatVector E3 = constant(Exponential.E3);
    private static final FloatVector E4 = constant(Exponential.E4);
    private static final FloatVector E5 = constant(Exponential.E5);
    private static final FloatVector L0 = constant(Logarithm.L0);
    private static final FloatVector L1 = constant(Logarithm.L1);
    private static final FloatVector L2 = constant(Logarithm.L2);
    private static final FloatVector L3 = constant(Logarithm.L3);
    private static final FloatVector L4 = constant(Logarithm.L4);
    private static final FloatVector L5 = constant(Logarithm.L5);
    private static final FloatVector L6 = constant(Logarithm.L6);
    private static final FloatVector L7 = constant(Logarithm.L7);
    private static final FloatVector L8 = constant(Logarithm.L8);
    private static final FloatVector MIDDLE = constant(NormalQuantile.MIDDLE);
    private static final FloatVector TAIL = constant(NormalQuantile.TAIL);
    private static final FloatVector BORDER = constant(NormalQuantile.BORDER);
    private static final FloatVector GRADIENT_AT_0 = constant(NormalQuantile.GRADIENT_AT_0);
    private static final FloatVector C0 = constant(NormalQuantile.C0);
    private static final FloatVector D0 = constant(NormalQuantile.D0);
    private static final FloatVector C1 = constant(NormalQuantile.C1);
    private static final FloatVector D1 = constant(NormalQuantile.D1);
    private static final FloatVector C2 = constant(NormalQuantile.C2);
    private static final FloatVector D2 = constant(NormalQuantile.D2);
    private static final FloatVector C3 = constant(NormalQuantile.C3);
    private static final FloatVector D3 = constant(NormalQuantile.D3);
    private static final FloatVector C4 = constant(NormalQuantile.C4);
    private static final FloatVector D4 = constant(NormalQuantile.D4);
    private static final FloatVector C5 = constant(NormalQuantile.C5);
    private static final FloatVector D5 = constant(NormalQuantile.D5);
    private static final FloatVector C6 = constant(NormalQuantile.C6);
    private static final FloatVector D6 = constant(NormalQuantile.D6);
    private static final FloatVector C7 = constant(NormalQuantile.C7);
    private static final FloatVector D7 = constant(NormalQuantile.D7);
    private static final FloatVector C8 = constant(NormalQuantile.C8);
    private static final FloatVector D8 = constant(NormalQuantile.D8);
    private static final IntVector ONE_BITS = constant(1).reinterpretAsInts();
    private static final IntVector ROOT_HALF_BITS = bits(Logarithm.ROOT_HALF_BITS);
    private static final IntVector MANTISSA = bits(Logarithm.MANTISSA);
    private static final IntVector ROUNDER_BITS = bits(Logarithm.ROUNDER_BITS);

    private VectorLogarithms() {}

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    private static IntVector bits(int value) {
        return constant(Float.intBitsToFloat(value)).reinterpretAsInts();
    }

    static void softplus(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x.abs().neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector w = e.add(ONE);
            IntVector offset = w.reinterpretAsInts().sub(ROOT_HALF_BITS);
            IntVector power2 = offset.lanewise(VectorOperators.ASHR, 23).add(ROUNDER_BITS);
            FloatVector exponent = power2.reinterpretAsFloats().sub(ROUNDER);
            FloatVector m = offset.and(MANTISSA).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            FloatVector mm = m.mul(m);
            FloatVector first = L0.fma(m, L1).fma(m, L2).fma(m, L3).fma(m, L4);
            FloatVector l = first.fma(m, L5).fma(m, L6).fma(m, L7).fma(m, L8);
            FloatVector tail = mm.fma(MINUS_HALF, exponent.fma(LN2_LOW, l.mul(m).mul(mm)));
            FloatVector log = exponent.fma(LN2_HIGH, m.add(tail));
            FloatVector grown = w.sub(ONE);
            FloatVector inverse = grown.fma(HALF, MINUS_ONE).fma(grown, ONE);
            FloatVector log1p = e.sub(grown).fma(inverse, log);
            FloatVector out = x.blend(ZERO, x.compare(VectorOperators.LT, ZERO)).add(log1p);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void softplusGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
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
            FloatVector out = d.mul(ONE.div(e.add(ONE)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void logSigmoid(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector argument = x.abs().neg();
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector w = e.add(ONE);
            IntVector offset = w.reinterpretAsInts().sub(ROOT_HALF_BITS);
            IntVector power2 = offset.lanewise(VectorOperators.ASHR, 23).add(ROUNDER_BITS);
            FloatVector exponent = power2.reinterpretAsFloats().sub(ROUNDER);
            FloatVector m = offset.and(MANTISSA).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            FloatVector mm = m.mul(m);
            FloatVector first = L0.fma(m, L1).fma(m, L2).fma(m, L3).fma(m, L4);
            FloatVector l = first.fma(m, L5).fma(m, L6).fma(m, L7).fma(m, L8);
            FloatVector tail = mm.fma(MINUS_HALF, exponent.fma(LN2_LOW, l.mul(m).mul(mm)));
            FloatVector log = exponent.fma(LN2_HIGH, m.add(tail));
            FloatVector grown = w.sub(ONE);
            FloatVector inverse = grown.fma(HALF, MINUS_ONE).fma(grown, ONE);
            FloatVector log1p = e.sub(grown).fma(inverse, log);
            FloatVector out = x.blend(ZERO, x.compare(VectorOperators.GT, ZERO)).sub(log1p);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void logSigmoidGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector argument = x;
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = d.mul(ONE.div(e.add(ONE)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void log(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector normal = x.max(LEAST_NORMAL);
            IntVector offset = normal.reinterpretAsInts().sub(ROOT_HALF_BITS);
            IntVector power2 = offset.lanewise(VectorOperators.ASHR, 23).add(ROUNDER_BITS);
            FloatVector exponent = power2.reinterpretAsFloats().sub(ROUNDER);
            FloatVector m = offset.and(MANTISSA).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            FloatVector mm = m.mul(m);
            FloatVector first = L0.fma(m, L1).fma(m, L2).fma(m, L3).fma(m, L4);
            FloatVector l = first.fma(m, L5).fma(m, L6).fma(m, L7).fma(m, L8);
            FloatVector tail = mm.fma(MINUS_HALF, exponent.fma(LN2_LOW, l.mul(m).mul(mm)));
            FloatVector log = exponent.fma(LN2_HIGH, m.add(tail));
            FloatVector positive = log.blend(x, x.compare(VectorOperators.GT, MOST));
            FloatVector other = NAN.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
            FloatVector out = other.blend(positive, x.compare(VectorOperators.GT, ZERO));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void logGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector out = d.div(x);
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }

    static void normalQuantile(long bytes, long from, long to, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector rest = x.neg().fma(x, ONE);
            IntVector offset = rest.reinterpretAsInts().sub(ROOT_HALF_BITS);
            IntVector power2 = offset.lanewise(VectorOperators.ASHR, 23).add(ROUNDER_BITS);
            FloatVector exponent = power2.reinterpretAsFloats().sub(ROUNDER);
            FloatVector m = offset.and(MANTISSA).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(ONE);
            FloatVector mm = m.mul(m);
            FloatVector first = L0.fma(m, L1).fma(m, L2).fma(m, L3).fma(m, L4);
            FloatVector l = first.fma(m, L5).fma(m, L6).fma(m, L7).fma(m, L8);
            FloatVector tail = mm.fma(MINUS_HALF, exponent.fma(LN2_LOW, l.mul(m).mul(mm)));
            FloatVector log = exponent.fma(LN2_HIGH, m.add(tail));
            FloatVector away = log.neg();
            FloatVector t = away.sub(MIDDLE);
            FloatVector u = away.sqrt().sub(TAIL);
            FloatVector c1 = C0.fma(t, C1).fma(t, C2);
            FloatVector c3 = c1.fma(t, C3).fma(t, C4);
            FloatVector c5 = c3.fma(t, C5).fma(t, C6);
            FloatVector c7 = c5.fma(t, C7).fma(t, C8);
            FloatVector d1 = D0.fma(u, D1).fma(u, D2);
            FloatVector d3 = d1.fma(u, D3).fma(u, D4);
            FloatVector d5 = d3.fma(u, D5).fma(u, D6);
            FloatVector d7 = d5.fma(u, D7).fma(u, D8);
            FloatVector out = x.mul(d7.blend(c7, away.compare(VectorOperators.LT, BORDER)));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, to + k, ORDER);
        }
    }

    static void normalQuantileGradient(long bytes, long from, long dy, long dx, float a, float b, float c) {
        for (long k = 0; k < bytes; k += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(S, ALL, from + k, ORDER);
            FloatVector d = FloatVector.fromMemorySegment(S, ALL, dy + k, ORDER);
            FloatVector argument = x.mul(x).mul(HALF);
            FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
            FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
            FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
            FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
            IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
            FloatVector out = d.mul(e.mul(GRADIENT_AT_0));
            out.blend(ZERO, out.abs().compare(VectorOperators.LT, TINY)).intoMemorySegment(ALL, dx + k, ORDER);
        }
    }
}
