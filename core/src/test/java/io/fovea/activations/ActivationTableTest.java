package io.fovea.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.activations.ActivationFunction.Engine;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.ActivationFunction.Scope;
import io.fovea.ops.ActivationOperation;
import io.fovea.ops.SoftmaxOperation;
import io.fovea.tensor.Value;

class ActivationTableTest {
    /** The table and the kernels are joined by name. */
    @ParameterizedTest
    @EnumSource
    void theEngineKnowsEveryFunction(Kind kind) {
        Value in = Value.padded("in", 1, 1, 4, 16);
        Engine engine = kind.withDefault().engine();
        if (kind.scope() == Scope.CHANNELS) {
            SoftmaxOperation operation = SoftmaxOperation.of(
                    "a", in, in.like("out"), engine.function(), SoftmaxOperation.Axis.CHANNELS);
            assertThat(operation.function().name()).isEqualTo(engine.function());
        } else {
            ActivationOperation operation =
                    ActivationOperation.of("a", in, in.like("out"), engine.function(), engine.numbers());
            assertThat(operation.function().kind().name()).isEqualTo(engine.function());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionTakesAsManyArgumentsAsItHasParameters(Kind kind) {
        double[] arguments = new double[kind.parameters().size() + 1];
        assertThatThrownBy(() -> kind.with(arguments)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        kind.kerasName() + ": arguments is a list of " + kind.parameters().size() + ", but got ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -1e300, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aSlopeIsFiniteAndNotNegative(double alpha) {
        assertThatThrownBy(() -> Activations.leakyRelu(alpha))
                .hasMessage("leaky_relu: negative_slope is a finite float32 number, 0 or more, but got " + alpha);
    }

    @Test
    void everyRangeRefusesByName() {
        assertThatThrownBy(() -> Activations.celu(0))
                .hasMessage("celu: alpha is a finite float32 number greater than 0, but got 0.0");
        assertThatThrownBy(() -> Activations.relu(0, -1, 0)).hasMessage("relu: max_value is 0 or more, but got -1.0");
        assertThatThrownBy(() -> Activations.threshold(0, Double.NaN))
                .hasMessage("threshold: default_value is a finite float32 number, but got NaN");
        assertThatThrownBy(() -> Kind.GELU.with(0.5)).hasMessage("gelu: approximate is 0 or 1, but got 0.5");
    }

    @Test
    void defaultsAreThoseOfKeras() {
        assertThat(Activations.LEAKY_RELU.argument("negative_slope")).isEqualTo(0.2);
        assertThat(Activations.ELU.argument("alpha")).isEqualTo(1);
        assertThat(Activations.SQUAREPLUS.argument("b")).isEqualTo(4);
        assertThat(Activations.SOFT_SHRINK.argument("threshold")).isEqualTo(0.5);
        assertThat(Activations.HARD_SHRINK.argument("threshold")).isEqualTo(0.5);
        assertThat(Activations.GELU.argument("approximate")).isZero();
    }

    /** Those of Keras's namespace, but glu, which is a layer here. */
    @Test
    void everyNameOfKerasIsThere() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::kerasName)).containsExactlyInAnyOrder(
                "celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh",
                "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid",
                "silu",
                "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax",
                "squareplus", "tanh", "tanh_shrink", "threshold");
    }

    @Test
    void aReluIsTheSimplestFunctionOfTheEngine() {
        double none = Double.POSITIVE_INFINITY;
        assertThat(Activations.RELU.engine()).isEqualTo(new Engine("RELU", List.of()));
        assertThat(Activations.relu(0.5, none, 0).engine()).isEqualTo(new Engine("LEAKY_RELU", List.of(0.5)));
        assertThat(Activations.relu(0, 6, 0).engine()).isEqualTo(Activations.RELU6.engine());
        assertThat(Activations.relu(0.5, 6, 0).engine().function()).isEqualTo("GENERAL_RELU");
        assertThat(Activations.relu(0, none, 1).engine().function()).isEqualTo("GENERAL_RELU");
    }

    @Test
    void aFunctionPrintsAsInKeras() {
        assertThat(Activations.SWISH).hasToString("silu");
        assertThat(Activations.elu(0.5)).hasToString("elu(alpha=0.5)");
        assertThat(Activations.relu(0, 4, 0.5)).hasToString("relu(max_value=4.0, threshold=0.5)");
        assertThatThrownBy(() -> Activations.ELU.argument("b")).hasMessage("elu has no parameter b");
    }
}
