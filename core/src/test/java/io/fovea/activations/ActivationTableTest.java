package io.fovea.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.ActivationFunction.Scope;
import io.fovea.ops.ActivationOperation;
import io.fovea.tensor.Value;

class ActivationTableTest {
    /** The table and the kernels are joined by name. */
    @ParameterizedTest
    @EnumSource
    void theEngineKnowsEveryElementwiseFunction(Kind kind) {
        if (kind.scope() == Scope.ELEMENT) {
            Value in = Value.padded("in", 1, 1, 4, 16);
            ActivationFunction function = kind.withDefault();
            ActivationOperation operation =
                    ActivationOperation.of("a", in, in.like("out"), kind.name(), function.alpha());
            assertThat(operation.curve().name()).isEqualTo(kind.name());
            assertThat(operation.alpha()).isEqualTo((float) function.alpha());
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyAFunctionWithAParameterTakesOne(Kind kind) {
        if (kind.parameter().isPresent()) {
            assertThat(new ActivationFunction(kind, 0.75).alpha()).isEqualTo(0.75);
        } else {
            assertThatThrownBy(() -> new ActivationFunction(kind, 0.75))
                    .hasMessage(kind.kerasName() + ": alpha is 0, because it has no parameter, but got 0.75");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -1e300, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aParameterIsFiniteAndNotNegative(double alpha) {
        assertThatThrownBy(() -> Activations.leakyRelu(alpha))
                .hasMessage("leaky_relu: alpha is a finite float32 number, 0 or more, but got " + alpha);
    }

    @Test
    void defaultsAreThoseOfKeras() {
        assertThat(Activations.LEAKY_RELU.alpha()).isEqualTo(0.2);
        assertThat(Activations.ELU.alpha()).isEqualTo(1);
    }
}
