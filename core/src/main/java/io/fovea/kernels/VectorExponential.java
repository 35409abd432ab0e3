package io.fovea.kernels;

import static io.fovea.kernels.Exponential.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions of {@link Exponential} on vectors, operation by operation the same, so that the bits are the same. */
final class VectorExponential {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;

    private VectorExponential() {}

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(LEAST).min(GREATEST);
        FloatVector n = clamped.fma(constant(LOG2_E), constant(ROUNDER)).sub(ROUNDER);
        FloatVector r = n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), clamped));
        FloatVector p = constant(E0).fma(r, constant(E1));
        p = p.fma(r, constant(E2));
        p = p.fma(r, constant(E3));
        p = p.fma(r, constant(E4));
        p = p.fma(r, constant(E5));
        p = p.fma(r.mul(r), r).add(1);
        IntVector whole = (IntVector) n.convertShape(VectorOperators.F2I, I, 0);
        IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
        return p.mul(power(half)).mul(power(whole.sub(half)));
    }

    private static FloatVector power(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        return constant(1).div(exp(x.neg()).add(1));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = x.mul(x);
        FloatVector p = constant(T0).fma(z, constant(T1));
        p = p.fma(z, constant(T2));
        p = p.fma(z, constant(T3));
        p = p.fma(z, constant(T4));
        FloatVector small = p.mul(z).fma(a, a);
        FloatVector large = constant(1).sub(constant(2).div(exp(a.add(a)).add(1)));
        return sign(large.blend(small, a.compare(VectorOperators.LT, TANH_SMALL)), x);
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector t = constant(1).div(a.fma(constant(ERF_P), constant(1)));
        FloatVector p = constant(A5).fma(t, constant(A4));
        p = p.fma(t, constant(A3));
        p = p.fma(t, constant(A2));
        p = p.fma(t, constant(A1));
        return sign(p.mul(t).neg().fma(exp(a.neg().mul(a)), constant(1)), x);
    }

    /** The magnitude of one vector with the sign of another. */
    private static FloatVector sign(FloatVector magnitude, FloatVector sign) {
        IntVector bits = sign.reinterpretAsInts().and(Integer.MIN_VALUE);
        return magnitude.abs().reinterpretAsInts().or(bits).reinterpretAsFloats();
    }
}
