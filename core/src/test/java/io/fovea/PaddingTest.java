package io.fovea;

import static io.fovea.activations.Activations.EXPONENTIAL;
import static io.fovea.activations.Activations.HARD_SIGMOID;
import static io.fovea.activations.Activations.LOG_SIGMOID;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SOFTPLUS;
import static io.fovea.activations.Activations.threshold;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.activations.ActivationFunction;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;

/**
 * Functions that don't keep 0 must leave the padding between the channels zero, behind every operation that they are fused into.
 * Else weights of padding get gradients, and what they add depends on how much padding there is: with vectors of 4, of 8 and of
 * 16 floats it is never the same.
 */
class PaddingTest {
    private static final List<ActivationFunction> FUNCTIONS = List.of(
            SIGMOID, EXPONENTIAL, HARD_SIGMOID, SOFTPLUS, LOG_SIGMOID, threshold(0.5, 2));

    static Stream<GoldenTrainings.Case> cases() {
        return FUNCTIONS.stream().flatMap(f -> Stream.of(
                training(f + " behind a convolution", 5, Conv2D.of(9, 3).activation(f)),
                training(f + " behind Winograd's convolution", 16, Conv2D.of(19, 3).padding(SAME).activation(f)),
                training(f + " behind Winograd's convolution and a maximum", 16, Conv2D.of(19, 3).padding(SAME),
                        MaxPooling2D.of(2), Activation.of(f)),
                training(f + " behind a dense layer", 3, Flatten.of(), Dense.of(21).activation(f), Dense.of(5),
                        Activation.of(f)),
                training(f + " behind a dense layer of pixels", 4, Dense.of(7).activation(f)),
                training(f + " behind a maximum", 6, Conv2D.of(9, 2), MaxPooling2D.of(3).strides(2), Activation.of(f)),
                training(f + " behind a normalization", 5, Conv2D.of(9, 2), BatchNormalization.of(), Activation.of(f)),
                training(f + " behind a sum", 4, new Twice(f)),
                training(f + " alone", 4, Conv2D.of(9, 2).activation(SIGMOID), Activation.of(f))));
    }

    /** A place for a sum in a list of layers: {@link #training} puts two layers and their sum there. */
    private record Twice(ActivationFunction function) {}

    private static GoldenTrainings.Case training(String name, int side, Object... parts) {
        return new GoldenTrainings.Case(
                name, () -> topology(side, parts), List.of(new SparseCategoricalCrossentropy()), List.of(),
                new SGD(0.003),
                4, 12, "");
    }

    private static Topology topology(int side, Object... parts) {
        Node in = Input.of(side, side, 3).apply();
        Node x = Conv2D.of(5, 1).apply(in);
        for (Object part : parts) {
            x = switch (part) {
                case Layer layer -> layer.apply(x);
                case Twice twice -> Activation.of(twice.function()).apply(
                        Add.of().apply(Conv2D.of(9, 1).apply(x), Conv2D.of(9, 1).apply(x)));
                default -> throw new IllegalArgumentException("no part of a model: " + part);
            };
        }
        Node end = Dense.of(4).activation(SOFTMAX).apply(Flatten.of().apply(Dense.of(3).apply(x)));
        return new Topology(List.of(in), List.of(end));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void paddingStaysZero(GoldenTrainings.Case training) {
        String narrow = GoldenTrainings.hash(training, Kernels.scalar(4), 1);
        assertThat(GoldenTrainings.hash(training, Kernels.scalar(8), 1)).isEqualTo(narrow);
        assertThat(GoldenTrainings.hash(training, Kernels.scalar(16), 1)).isEqualTo(narrow);
        assertThat(GoldenTrainings.hash(training, Kernels.vector(), 2)).isEqualTo(narrow);
    }
}
