package io.fovea.kernels;

/**
 * The natural logarithm in float arithmetic, without a table or a branch, so that {@link VectorLogarithms} can do the same
 * operations on vectors and produce the same bits.
 *
 * <p>The polynomial is that of the Cephes library (S. Moshier, {@code logf}): right to 2 units in the last place.
 */
final class Logarithm {
    /** The bits of the root of a half: subtracted, they leave the exponent of a mantissa between that root and its double. */
    static final int ROOT_HALF_BITS = 0x3f3504f3;

    static final int MANTISSA = 0x007fffff;

    /** The bits of {@link Exponential#ROUNDER}: with a small integer added to them, they are that float plus the integer. */
    static final int ROUNDER_BITS = Float.floatToRawIntBits(Exponential.ROUNDER);

    static final float L0 = 7.0376836292e-2f;
    static final float L1 = -1.1514610310e-1f;
    static final float L2 = 1.1676998740e-1f;
    static final float L3 = -1.2420140846e-1f;
    static final float L4 = 1.4249322787e-1f;
    static final float L5 = -1.6668057665e-1f;
    static final float L6 = 2.0000714765e-1f;
    static final float L7 = -2.4999993993e-1f;
    static final float L8 = 3.3333331174e-1f;

    private Logarithm() {}

    /** The logarithm of a finite number of at least {@link Float#MIN_NORMAL}; for another one, some number. */
    static float ofNormal(float x) {
        int bits = Float.floatToRawIntBits(x) - ROOT_HALF_BITS;
        float exponent = Float.intBitsToFloat((bits >> 23) + ROUNDER_BITS) - Exponential.ROUNDER;
        float m = Float.intBitsToFloat((bits & MANTISSA) + ROOT_HALF_BITS) - 1;
        float mm = m * m;
        float l = Math.fma(L0, m, L1);
        l = Math.fma(l, m, L2);
        l = Math.fma(l, m, L3);
        l = Math.fma(l, m, L4);
        l = Math.fma(l, m, L5);
        l = Math.fma(l, m, L6);
        l = Math.fma(l, m, L7);
        l = Math.fma(l, m, L8);
        float tail = Math.fma(mm, -0.5f, Math.fma(exponent, Exponential.LN2_LOW, l * m * mm));
        return Math.fma(exponent, Exponential.LN2_HIGH, m + tail);
    }

    /** The logarithm of 1 + u for u from 0 to 1, as exact for the smallest u; NaN for NaN. */
    static float log1p(float u) {
        float w = u + 1;
        float grown = w - 1;
        // What rounding took from w comes back: log(w + c) = log(w) + c / w. A parabola that is right at 1 is enough for 1 / w.
        float inverse = Math.fma(Math.fma(grown, 0.5f, -1), grown, 1);
        return Math.fma(u - grown, inverse, ofNormal(w));
    }
}
