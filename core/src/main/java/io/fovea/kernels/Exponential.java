package io.fovea.kernels;

/**
 * The exponential function and its kin in float arithmetic, without a table or a branch, so that {@link VectorExponential}
 * can do the same operations on vectors and come to the same bits.
 *
 * <p>The coefficients are those of the Cephes library (S. Moshier, single precision): {@code exp} and {@code tanh} are right
 * to 2 units in the last place, {@code tanh} near 0 too. {@code erf} is formula 7.1.26 of Abramowitz and Stegun; with the
 * rounding of floats, 6e-7 is its greatest error.
 */
final class Exponential {
    /** Beyond these the result is 0 or infinite, nearly. */
    static final float LEAST = -87.33654f;

    static final float GREATEST = 88.72283f;
    static final float LOG2_E = 1.44269504088896341f;

    /** Adding and subtracting it rounds to an integer. */
    static final float ROUNDER = 12582912f;

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

    private Exponential() {}

    /** e to the power of x; for x beyond the range of floats the nearest there is; NaN for NaN. */
    static float exp(float x) {
        float clamped = Math.min(Math.max(x, LEAST), GREATEST);
        float n = Math.fma(clamped, LOG2_E, ROUNDER) - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
        float p = Math.fma(E0, r, E1);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r * r, r) + 1;
        // Two factors, for n may be 128, one more than a float's exponent holds.
        int half = (int) n >> 1;
        return p * power(half) * power((int) n - half);
    }

    private static float power(int n) {
        return Float.intBitsToFloat(n + 127 << 23);
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
