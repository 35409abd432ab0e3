package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scalar functions against formulas in double precision and their differences. */
class ActivationTest {
    @ParameterizedTest
    @EnumSource
    void valuesAreTheFormulas(ElementwiseActivation kind) {
        ElementwiseFunction f = SampleFunctions.of(kind);
        for (double x = -30; x <= 30; x += 1.0 / 64) {
            if (SampleFunctions.isDefined(kind, x)) {
                double exact = SampleFunctions.exact(f, x);
                assertThat((double) f.value((float) x)).as("%s(%s)", kind, x)
                        .isCloseTo(exact, within(1e-6 * Math.max(1, Math.abs(exact))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreTheSlopes(ElementwiseActivation kind) {
        ElementwiseFunction f = SampleFunctions.of(kind);
        double h = 1e-5;
        // Not on the kinks, where a difference sees both sides.
        for (double x = -12 + 1.0 / 128; x <= 12; x += 1.0 / 64) {
            if (SampleFunctions.isDefined(kind, x)) {
                double slope = (SampleFunctions.exact(f, x + h) - SampleFunctions.exact(f, x - h)) / (2 * h);
                float known = kind.gradientFromOutput() ? (float) SampleFunctions.exact(f, x) : (float) x;
                assertThat((double) f.gradient(known, -2)).as("%s'(%s)", kind, x)
                        .isCloseTo(-2 * slope, within(5e-6 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @Test
    void atTheKinkTheSlopeIsTheLeftSides() {
        assertThat(ElementwiseFunction.of(ElementwiseActivation.RELU).gradient(0, 5)).isZero();
        assertThat(SampleFunctions.of(ElementwiseActivation.LEAKY_RELU).gradient(0, 5)).isEqualTo(5 * 0.3f);
        assertThat(SampleFunctions.of(ElementwiseActivation.ELU).gradient(0, 5)).isEqualTo(5 * 0.3f);
    }

    /** From Keras 3 with its default parameters, to six digits. */
    @ParameterizedTest
    @CsvSource({"SIGMOID, 1, 0.731059", "TANH, 1, 0.761594", "GELU, 1, 0.841345", "GELU_TANH, 1, 0.841192",
        "SWISH, 1, 0.731059", "GELU, -1, -0.158655", "GELU_TANH, -1, -0.158808", "SWISH, -1, -0.268941"})
    void knownValues(ElementwiseActivation f, float x, float y) {
        assertThat(ElementwiseFunction.of(f).value(x)).isCloseTo(y, within(1e-6f));
    }

    /** A network that has diverged must show it: NaN never becomes a number. */
    @ParameterizedTest
    @EnumSource
    void notANumberStaysSo(ElementwiseActivation kind) {
        ElementwiseFunction f = SampleFunctions.of(kind);
        assertThat(f.value(Float.NaN)).isNaN();
        assertThat(f.gradient(0.75f, Float.NaN)).isNaN();
    }

    /** Not where Keras has infinity or NaN as well. */
    @ParameterizedTest
    @EnumSource
    void farFromZeroValuesAndSlopesAreTheLimits(ElementwiseActivation kind) {
        ElementwiseFunction f = SampleFunctions.of(kind);
        for (float x : new float[]{1e3f, 1e10f, 1e18f, -1e3f, -1e10f, -1e18f}) {
            if (SampleFunctions.isDefined(kind, x)) {
                double exact = Math.min(SampleFunctions.exact(f, x), Float.MAX_VALUE);
                float value = f.value(x);
                double tolerance = kind == ElementwiseActivation.EXP ? 1e38 : 1e-6;
                assertThat((double) value).as("%s(%s)", kind, x)
                        .isCloseTo(exact, within(tolerance * Math.max(1, Math.abs(exact))));
                assertThat(f.gradient(kind.gradientFromOutput() ? value : x, 1)).as("%s'(%s)", kind, x).isFinite();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MISH", "SOFTPLUS", "LOG_SIGMOID", "SQUAREPLUS", "LOG", "SPARSE_PLUS", "CELU", "TANH_SHRINK"})
    void theLargestNumbersDoNotOverflow(ElementwiseActivation kind) {
        ElementwiseFunction f = SampleFunctions.of(kind);
        for (float x : new float[]{3e38f, -3e38f}) {
            if (SampleFunctions.isDefined(kind, x)) {
                double exact = SampleFunctions.exact(f, x);
                assertThat((double) f.value(x)).as("%s(%s)", kind, x)
                        .isCloseTo(exact, within(1e-6 * Math.max(1, Math.abs(exact))));
                assertThat(f.gradient(kind.gradientFromOutput() ? f.value(x) : x, 1)).as("%s'(%s)", kind, x)
                        .isFinite();
            }
        }
    }

    @Test
    void functionsSayWhetherZeroStaysZero() {
        assertThat(SampleFunctions.of(ElementwiseActivation.TANH).keepsZero()).isTrue();
        assertThat(ElementwiseFunction.of(ElementwiseActivation.CLIP, 0, 6).keepsZero()).isTrue();
        assertThat(ElementwiseFunction.of(ElementwiseActivation.CLIP, 1, 6).keepsZero()).isFalse();
        assertThat(ElementwiseFunction.of(ElementwiseActivation.GENERAL_RELU, 0.5, 4, 1).keepsZero()).isFalse();
        for (ElementwiseActivation kind : new ElementwiseActivation[]{ElementwiseActivation.SIGMOID,
            ElementwiseActivation.SOFTPLUS, ElementwiseActivation.EXP, ElementwiseActivation.LOG,
            ElementwiseActivation.SQUAREPLUS, ElementwiseActivation.THRESHOLD, ElementwiseActivation.SPARSE_PLUS}) {
            assertThat(SampleFunctions.of(kind).keepsZero()).as("%s", kind).isFalse();
        }
        assertThat(ElementwiseFunction.of(ElementwiseActivation.SQRT).keepsZeroGradient()).isFalse();
        assertThat(ElementwiseFunction.of(ElementwiseActivation.SOFTPLUS).keepsZeroGradient()).isTrue();
    }

    @Test
    void moreThanThreeParametersAreRefused() {
        assertThatThrownBy(() -> ElementwiseFunction.of(ElementwiseActivation.CLIP, 1, 2, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CLIP has at most 3 parameters, but got 4");
    }
}
