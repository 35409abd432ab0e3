package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

/** The float functions against {@link StrictMath} in double precision, at every 4,001st float. */
class ExponentialTest {
    private interface FloatFunction {
        float at(float x);
    }

    private interface Measure {
        double of(float found, double exact);
    }

    private static final Measure ABSOLUTE = (found, exact) -> Math.abs(found - exact);

    /** In units in the last place of the exact value as a float; the smallest normal float's for what is below. */
    private static final Measure ULPS = (found, exact) -> Math.abs(found - exact)
            / Math.max(Math.ulp((float) exact), Math.ulp(Float.MIN_NORMAL));

    private static double worst(
            float from, float to, FloatFunction function, DoubleUnaryOperator exact, Measure measure) {
        double worst = 0;
        for (long bits = 0; bits < 1L << 32; bits += 4001) {
            float x = Float.intBitsToFloat((int) bits);
            if (x >= from && x <= to) {
                double error = measure.of(function.at(x), exact.applyAsDouble(x));
                assertThat(error).as("error at %s", x).isNotNaN();
                worst = Math.max(worst, error);
            }
        }
        return worst;
    }

    /** By the series, or the continued fraction where that is the shorter way. */
    static double erf(double x) {
        double a = Math.abs(x);
        if (a > 6) {
            return Math.signum(x);
        }
        if (a < 3) {
            double term = x;
            double sum = x;
            for (int n = 1; n < 200; n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 2 / StrictMath.sqrt(Math.PI) * sum;
        }
        double fraction = 0;
        for (int n = 200; n > 0; n--) {
            fraction = n / 2.0 / (a + fraction);
        }
        return Math.signum(x) * (1 - StrictMath.exp(-a * a) / (StrictMath.sqrt(Math.PI) * (a + fraction)));
    }

    @Test
    void exponential() {
        assertThat(worst(-87.33f, 88.37f, Exponential::exp, StrictMath::exp, ULPS)).isLessThan(1);
        assertThat(Exponential.exp(0)).isEqualTo(1);
        assertThat(Exponential.exp(1)).isEqualTo((float) Math.E);
    }

    @Test
    void exponentialBeyondItsRange() {
        for (float x : new float[]{-87.4f, -104, -1e10f, Float.NEGATIVE_INFINITY}) {
            assertThat(Exponential.exp(x)).as("exp(%s)", x).isBetween(0f, 1.2e-38f);
        }
        for (float x : new float[]{88.73f, 100, 1e10f, Float.POSITIVE_INFINITY}) {
            assertThat(Exponential.exp(x)).as("exp(%s)", x).isGreaterThan(2.4e38f);
        }
        assertThat(Exponential.exp(Float.NaN)).isNaN();
    }

    @Test
    void sigmoid() {
        DoubleUnaryOperator exact = x -> 1 / (1 + StrictMath.exp(-x));
        assertThat(worst(-87, Float.POSITIVE_INFINITY, Exponential::sigmoid, exact, ULPS)).isLessThan(2.5);
        assertThat(worst(Float.NEGATIVE_INFINITY, -87, Exponential::sigmoid, exact, ABSOLUTE)).isLessThan(1e-37);
        assertThat(Exponential.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Exponential.sigmoid(0)).isEqualTo(0.5f);
        assertThat(Exponential.sigmoid(Float.NaN)).isNaN();
    }

    @Test
    void tanh() {
        assertThat(worst(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Exponential::tanh, StrictMath::tanh, ULPS))
                .isLessThan(1.5);
        assertThat(Exponential.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Exponential.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Float.floatToRawIntBits(Exponential.tanh(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
        assertThat(Exponential.tanh(Float.NaN)).isNaN();
    }

    @Test
    void errorFunction() {
        assertThat(erf(0.5)).isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(worst(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Exponential::erf, ExponentialTest::erf,
                ABSOLUTE)).isLessThan(6e-7);
        assertThat(Exponential.erf(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Exponential.erf(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Exponential.erf(Float.NaN)).isNaN();
    }
}
