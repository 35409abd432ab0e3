package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The float logarithm against {@link StrictMath} in double precision. */
class LogarithmTest {
    private static double ulps(float found, double exact) {
        return Math.abs(found - exact) / Math.max(Math.ulp((float) exact), Math.ulp(Float.MIN_NORMAL));
    }

    @Test
    void ofEveryKindOfNormalNumber() {
        double worst = 0;
        for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits < 0x7f800000 && bits > 0; bits += 2003) {
            float x = Float.intBitsToFloat(bits);
            worst = Math.max(worst, ulps(Logarithm.ofNormal(x), StrictMath.log(x)));
        }
        assertThat(worst).isLessThan(2);
        assertThat(Logarithm.ofNormal(1)).isZero();
    }

    @Test
    void ofOnePlusTheSmallest() {
        double worst = 0;
        for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits <= Float.floatToIntBits(1); bits += 1009) {
            float u = Float.intBitsToFloat(bits);
            worst = Math.max(worst, ulps(Logarithm.log1p(u), StrictMath.log1p(u)));
        }
        assertThat(worst).isLessThan(2.5);
        assertThat(Logarithm.log1p(0)).isZero();
        assertThat(Logarithm.log1p(Float.NaN)).isNaN();
    }

    @Test
    void theFunctionKnowsWhatHasNoLogarithm() {
        ElementwiseFunction log = ElementwiseFunction.of(ElementwiseActivation.LOG);
        assertThat(log.value(0)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(log.value(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(log.value(-1)).isNaN();
        assertThat(log.value(Float.NaN)).isNaN();
        assertThat(log.value(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(log.value((float) Math.E)).isEqualTo(1);
    }
}
