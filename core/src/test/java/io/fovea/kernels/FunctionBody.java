package io.fovea.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a function, in plain floats and in vectors. What {@link Exponential} and {@link Logarithm} do in a call is
 * spelled out for vectors.
 */
final class FunctionBody {
    private final List<String> scalar = new ArrayList<>();
    private final List<String> vector = new ArrayList<>();

    /** The statements in plain floats. */
    List<String> scalar() {
        return scalar;
    }

    /** The statements in vectors. */
    List<String> vector() {
        return vector;
    }

    /** A local variable of this value. */
    Expression let(String name, Expression value) {
        return let(name, value.bare(), value.vector());
    }

    private Expression let(String name, String inFloats, String inVectors) {
        scalar.add("float " + name + " = " + inFloats + ";");
        vector.add("FloatVector " + name + " = " + inVectors + ";");
        return Expression.name(name);
    }

    private void vectors(String lines, Object... parts) {
        vector.addAll(lines.formatted(parts).lines().toList());
    }

    /** {@link Exponential#exp}, into the variable {@code e}. */
    Expression exp(Expression of) {
        scalar.add("float e = Exponential.exp(" + of.bare() + ");");
        exponential(of.vector());
        return Expression.name("e");
    }

    /** A maximum of vectors is seven instructions, for the sake of NaN and -0; a comparison and a blend are two. */
    private void exponential(String of) {
        vectors("""
                FloatVector argument = %s;
                FloatVector raised = argument.blend(LEAST, argument.compare(VectorOperators.LT, LEAST));
                FloatVector clamped = raised.blend(GREATEST, raised.compare(VectorOperators.GT, GREATEST));
                FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
                FloatVector n = shifted.sub(ROUNDER);
                FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
                FloatVector q = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
                IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
                FloatVector e = q.fma(r.mul(r), r).add(ONE).mul(power.reinterpretAsFloats());
                """, of);
    }

    /** {@link Exponential#tanh} of a variable, into the variable {@code t}. */
    Expression tanh(Expression of) {
        scalar.add("float t = Exponential.tanh(" + of.scalar() + ");");
        vectors("FloatVector magnitude = %s.abs();", of.vector());
        exponential("magnitude.add(magnitude)");
        vectors("""
                FloatVector z = %1$s.mul(%1$s);
                FloatVector p = T0.fma(z, T1).fma(z, T2).fma(z, T3).fma(z, T4);
                FloatVector large = ONE.sub(TWO.div(e.add(ONE)));
                FloatVector small = p.mul(z).fma(magnitude, magnitude);
                FloatVector result = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
                IntVector sign = %1$s.reinterpretAsInts().and(SIGN_BIT);
                FloatVector t = result.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
                """, of.vector());
        return Expression.name("t");
    }

    /**
     * {@link Exponential#erf} of x times the root of a half, into the variable {@code erf}; with {@code e} = exp(-x x / 2), which
     * vectors compute on the way.
     */
    Expression erf(boolean withExponential) {
        scalar.add("float scaled = x * Exponential.ROOT_HALF;");
        scalar.add("float erf = Exponential.erf(scaled);");
        if (withExponential) {
            scalar.add("float e = Exponential.exp(-scaled * scaled);");
        }
        vectors("""
                FloatVector scaled = x.mul(ROOT_HALF);
                FloatVector magnitude = scaled.abs();
                """);
        exponential("magnitude.neg().mul(magnitude)");
        vectors("""
                FloatVector t = ONE.div(magnitude.fma(ERF_P, ONE));
                FloatVector p = A5.fma(t, A4).fma(t, A3).fma(t, A2).fma(t, A1);
                IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
                FloatVector result = p.mul(t).neg().fma(e, ONE).abs();
                FloatVector erf = result.reinterpretAsInts().or(sign).reinterpretAsFloats();
                """);
        return Expression.name("erf");
    }

    /** {@link Logarithm#ofNormal} of a variable, into the variable {@code log}. */
    Expression log(Expression of) {
        scalar.add("float log = Logarithm.ofNormal(" + of.scalar() + ");");
        logarithm(of.vector());
        return Expression.name("log");
    }

    /** {@link Logarithm#log1p} of a variable from 0 to 1, into the variable {@code log1p}. */
    Expression log1p(Expression of) {
        scalar.add("float log1p = Logarithm.log1p(" + of.scalar() + ");");
        vectors("FloatVector w = %s.add(ONE);", of.vector());
        logarithm("w");
        vectors("FloatVector grown = w.sub(ONE);");
        vectors("FloatVector inverse = grown.fma(HALF, MINUS_ONE).fma(grown, ONE);");
        vectors("FloatVector log1p = %s.sub(grown).fma(inverse, log);", of.vector());
        return Expression.name("log1p");
    }

    private void logarithm(String of) {
        vectors("""
                IntVector offset = %s.reinterpretAsInts().sub(ROOT_HALF_BITS);
                IntVector power2 = offset.lanewise(VectorOperators.ASHR, 23).add(ROUNDER_BITS);
                FloatVector exponent = power2.reinterpretAsFloats().sub(ROUNDER);
                FloatVector m = offset.and(MANTISSA).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(ONE);
                FloatVector mm = m.mul(m);
                FloatVector first = L0.fma(m, L1).fma(m, L2).fma(m, L3).fma(m, L4);
                FloatVector l = first.fma(m, L5).fma(m, L6).fma(m, L7).fma(m, L8);
                FloatVector tail = mm.fma(MINUS_HALF, exponent.fma(LN2_LOW, l.mul(m).mul(mm)));
                FloatVector log = exponent.fma(LN2_HIGH, m.add(tail));
                """, of);
    }
}
