package io.fovea.kernels;

/**
 * Coefficients of the quantile function of the normal distribution, {@link ElementwiseActivation#NORMAL_QUANTILE}: x times a polynomial
 * of -log(1 - x x), or far outside of its root. They are those of M. Giles, <i>Approximating the erfinv function</i> (2011), single
 * precision, times the root of 2.
 */
final class NormalQuantile {
    /** The middle of the inner polynomial, of the outer one, and where one ends and the other begins. */
    static final float MIDDLE = 2.5f;

    static final float TAIL = 3;
    static final float BORDER = 5;

    /** The root of pi / 2. */
    static final float GRADIENT_AT_0 = 1.2533141f;

    static final float C0 = 3.97426023e-08f;
    static final float C1 = 4.85462660e-07f;
    static final float C2 = -4.98282267e-06f;
    static final float C3 = -6.21052811e-06f;
    static final float C4 = 3.09120031e-04f;
    static final float C5 = -1.77303494e-03f;
    static final float C6 = -5.90813403e-03f;
    static final float C7 = 3.48802661e-01f;
    static final float C8 = 2.12331355e+00f;

    static final float D0 = -2.83145718e-04f;
    static final float D1 = 1.42765648e-04f;
    static final float D2 = 1.90825948e-03f;
    static final float D3 = -5.19501232e-03f;
    static final float D4 = 8.11688967e-03f;
    static final float D5 = -1.07797881e-02f;
    static final float D6 = 1.33485786e-02f;
    static final float D7 = 1.41658104e+00f;
    static final float D8 = 4.00643424e+00f;

    private NormalQuantile() {}
}
