package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scalar kernel against formulas in double precision and their differences. */
class ActivationTest {
    private static final float ALPHA = 0.3f;

    private static double exact(ElementwiseActivation f, double x) {
        return switch (f) {
            case LINEAR -> x;
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : ALPHA * x;
            case ELU -> x > 0 ? x : ALPHA * StrictMath.expm1(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case TANH -> StrictMath.tanh(x);
            case GELU -> x / 2 * (1 + ExponentialTest.erf(x / StrictMath.sqrt(2)));
            case GELU_TANH -> x / 2 * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SWISH -> x / (1 + StrictMath.exp(-x));
        };
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreTheFormulas(ElementwiseActivation f) {
        for (double x = -30; x <= 30; x += 1.0 / 64) {
            double exact = exact(f, x);
            assertThat((double) ScalarActivation.value(f, ALPHA, (float) x)).as("%s(%s)", f, x)
                    .isCloseTo(exact, within(1e-6 * Math.max(1, Math.abs(exact))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreTheSlopes(ElementwiseActivation f) {
        double h = 1e-5;
        // Not on the kink at 0, where a difference sees both sides.
        for (double x = -12 + 1.0 / 128; x <= 12; x += 1.0 / 64) {
            double slope = (exact(f, x + h) - exact(f, x - h)) / (2 * h);
            float known = f.gradientFromOutput() ? (float) exact(f, x) : (float) x;
            assertThat((double) ScalarActivation.gradient(f, ALPHA, known, -2)).as("%s'(%s)", f, x)
                    .isCloseTo(-2 * slope, within(5e-6));
        }
    }

    @Test
    void atTheKinkTheSlopeIsTheLeftSides() {
        assertThat(ScalarActivation.gradient(ElementwiseActivation.RELU, 0, 0, 5)).isZero();
        assertThat(ScalarActivation.gradient(ElementwiseActivation.LEAKY_RELU, ALPHA, 0, 5)).isEqualTo(5 * ALPHA);
        assertThat(ScalarActivation.gradient(ElementwiseActivation.ELU, ALPHA, 0, 5)).isEqualTo(5 * ALPHA);
    }

    /** From Keras 3 with its default parameters, to six digits. */
    @ParameterizedTest
    @CsvSource({"SIGMOID, 1, 0.731059", "TANH, 1, 0.761594", "GELU, 1, 0.841345", "GELU_TANH, 1, 0.841192",
        "SWISH, 1, 0.731059", "GELU, -1, -0.158655", "GELU_TANH, -1, -0.158808", "SWISH, -1, -0.268941"})
    void knownValues(ElementwiseActivation f, float x, float y) {
        assertThat(ScalarActivation.value(f, 1, x)).isCloseTo(y, within(1e-6f));
    }

    /** A network that has diverged must show it: NaN never becomes a number. */
    @ParameterizedTest
    @EnumSource
    void notANumberStaysSo(ElementwiseActivation f) {
        assertThat(ScalarActivation.value(f, ALPHA, Float.NaN)).isNaN();
        assertThat(ScalarActivation.gradient(f, ALPHA, 1, Float.NaN)).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void farFromZeroValuesAndSlopesAreTheLimits(ElementwiseActivation f) {
        for (float x : new float[]{1e3f, 1e10f, 1e18f}) {
            boolean bounded = f == ElementwiseActivation.SIGMOID || f == ElementwiseActivation.TANH;
            assertThat(ScalarActivation.value(f, ALPHA, x)).isEqualTo(bounded ? 1 : x);
            float known = f.gradientFromOutput() ? ScalarActivation.value(f, ALPHA, x) : x;
            assertThat(ScalarActivation.gradient(f, ALPHA, known, 1)).as("%s'(%s)", f, x).isEqualTo(bounded ? 0 : 1);
        }
    }
}
