package io.fovea.kernels;

/**
 * The exponential function and its kin in float arithmetic, without a table or a branch, so that {@link VectorExponentials}
 * can do the same operations on vectors and produce the same bits.
 *
 * <p>The coefficients are those of the Cephes library (S. Moshier, single precision): {@code exp} and {@code tanh} are right
 * to 2 units in the last place, {@code tanh} near 0 too. {@code erf} is formula 7.1.26 of Abramowitz and Stegun; with the
 * rounding of floats, 6e-7 is its greatest error.
 */
final class Exponential {
    /** Its exponential is the smallest normal float. */
    static final float LEAST = -87.33654f;

    /** Above it the power of 2 next to the exponential is no float: 2.4e38 stands for all that is greater. */
    static final float GREATEST = 88.37626f;

    static final float LOG2_E = 1.44269504088896341f;

    /** 1.5 times 2 to the power of 23: adding and subtracting it rounds to an integer. */
    static final float ROUNDER = 12582912f;

    private static final int ONE_BITS = Float.floatToRawIntBits(1);

    /** The logarithm of 2 in two parts, the first with few bits, so that multiples of it are exact. */
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;

    static final float E0 = 1.9875691500e-4f;
    static final float E1 = 1.3981999507e-3f;
    static final float E2 = 8.3334519073e-3f;
    static final float E3 = 4.1665795894e-2f;
    static final float E4 = 1.6666665459e-1f;
    static final float E5 = 5.0000001201e-1f;

    /** Below this tanh is a polynomial. */
    static final float TANH_SMALL = 0.625f;

    static final float T0 = -5.70498872745e-3f;
    static final float T1 = 2.06390887954e-2f;
    static final float T2 = -5.37397155531e-2f;
    static final float T3 = 1.33314422036e-1f;
    static final float T4 = -3.33332819422e-1f;

    static final float ERF_P = 0.3275911f;
    static final float A1 = 0.254829592f;
    static final float A2 = -0.284496736f;
    static final float A3 = 1.421413741f;
    static final float A4 = -1.453152027f;
    static final float A5 = 1.061405429f;

    static final float ROOT_HALF = 0.70710678118654752f;

    /** 1 / sqrt(2 pi). */
    static final float DENSITY = 0.39894228040143268f;

    /** sqrt(2 / pi). */
    static final float GELU_SLOPE = 0.79788456080286536f;

    static final float GELU_CUBE = 0.044715f;

    /** From here on mish is x, to the last place. */
    static final float MISH_GREATEST = 20;

    private Exponential() {}

    /** e to the power of x; for x beyond the range that of its end; NaN for NaN. */
    static float exp(float x) {
        float clamped = Math.min(Math.max(x, LEAST), GREATEST);
        float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
        float q = Math.fma(E0, r, E1);
        q = Math.fma(q, r, E2);
        q = Math.fma(q, r, E3);
        q = Math.fma(q, r, E4);
        q = Math.fma(q, r, E5);
        // The lowest 9 bits of the shifted number are those of n: moved up, they are its exponent.
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE_BITS);
        return (Math.fma(q, r * r, r) + 1) * power;
    }

    /** 1 / (1 + exp(-x)). */
    static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    /** The hyperbolic tangent. */
    static float tanh(float x) {
        float a = Math.abs(x);
        float z = x * x;
        float p = Math.fma(T0, z, T1);
        p = Math.fma(p, z, T2);
        p = Math.fma(p, z, T3);
        p = Math.fma(p, z, T4);
        float small = Math.fma(p * z, a, a);
        float large = 1 - 2 / (exp(a + a) + 1);
        return Math.copySign(a < TANH_SMALL ? small : large, x);
    }

    /** The error function. */
    static float erf(float x) {
        float a = Math.abs(x);
        float t = 1 / Math.fma(a, ERF_P, 1);
        float p = Math.fma(A5, t, A4);
        p = Math.fma(p, t, A3);
        p = Math.fma(p, t, A2);
        p = Math.fma(p, t, A1);
        return Math.copySign(Math.fma(-p * t, exp(-a * a), 1), x);
    }
}
