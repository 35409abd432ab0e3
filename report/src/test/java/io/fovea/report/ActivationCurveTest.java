package io.fovea.report;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.fovea.activations.ActivationFunction.Kind;

class ActivationCurveTest {
    /** The gradient of Fovea's backward pass is the slope of its forward pass. */
    @ParameterizedTest
    @EnumSource
    void theGradientIsTheSlope(Kind kind) {
        ActivationCurve curve = ActivationCurve.of(kind.withDefault());
        double step = ActivationCurve.x(1) - ActivationCurve.x(0);
        int kinks = 0;
        for (int i = 1; i < ActivationCurve.POINTS - 1; i++) {
            double slope = (curve.values()[i + 1] - curve.values()[i - 1]) / (2 * step);
            // The quotient of differences is off by the third derivative, which of the exponential is as large as the slope.
            kinks += Math.abs(slope - curve.slopes()[i]) < 0.01 * Math.max(1, Math.abs(slope)) ? 0 : 1;
        }
        // Where two straight parts meet there is no slope; some functions have several such points.
        assertThat(kinks).as("places where %s has another slope than its gradient", kind).isLessThanOrEqualTo(4);
    }

    @Test
    void valuesAreThoseOfTheDefinition() {
        int one = ActivationCurve.POINTS * 5 / 8;
        assertThat(ActivationCurve.x(one)).isEqualTo(1);
        assertThat(ActivationCurve.of(RELU).values()[one]).isEqualTo(1);
        assertThat(ActivationCurve.of(SIGMOID).values()[one]).isEqualTo((float) (1 / (1 + StrictMath.exp(-1))));
        assertThat(ActivationCurve.of(SOFTMAX).values()[one]).isEqualTo((float) (1 / (1 + StrictMath.exp(-1))));
    }
}
