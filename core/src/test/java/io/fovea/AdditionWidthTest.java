package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.activations.ActivationFunction;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;

/** Additions, whose gradient several values may have in one buffer: every order in which these are read, changed and added to. */
class AdditionWidthTest {
    private static final int CHANNELS = 6;

    private static Node add(Node... nodes) {
        return Add.of().apply(nodes);
    }

    private static Node convolved(Node x) {
        return Conv2D.of(CHANNELS, 3).padding(SAME).apply(x);
    }

    /** With a gradient that is changed in place. */
    private static Node activated(Node x, ActivationFunction f) {
        return Conv2D.of(CHANNELS, 3).padding(SAME).activation(f).apply(x);
    }

    private static Node normalized(Node x) {
        return BatchNormalization.of().apply(x);
    }

    private static Node then(Node x, ActivationFunction f) {
        return Activation.of(f).apply(x);
    }

    private static Arguments graph(String name, UnaryOperator<Node> middle) {
        return Arguments.of(name, middle);
    }

    static Stream<Arguments> graphs() {
        return Stream.of(
                graph("the same value twice", x -> add(x, x)),
                graph("twice among others", x -> add(x, convolved(x), x)),
                graph("twice, then another", x -> {
                    Node y = activated(x, TANH);
                    return add(y, y, x, normalized(y));
                }),
                graph("convolutions that change the gradient in place",
                        x -> add(activated(x, TANH), activated(x, SIGMOID), convolved(x))),
                graph("a sum and one of its terms", x -> {
                    Node sum = then(add(x, activated(x, TANH)), TANH);
                    return then(add(sum, x, activated(sum, TANH)), TANH);
                }),
                graph("a sum of sums", x -> add(add(x, activated(x, TANH)), add(convolved(x), x))),
                graph("a sum of activated sums", x -> {
                    Node y = activated(x, SIGMOID);
                    return add(then(add(x, y), TANH), then(add(y, convolved(x)), SIGMOID));
                }),
                graph("normalisations on both sides", x -> then(add(normalized(convolved(x)), normalized(x)), TANH)),
                graph("normalisations with activations",
                        x -> add(then(normalized(convolved(x)), TANH), then(normalized(x), SIGMOID),
                                then(normalized(convolved(x)), RELU))),
                graph("a term that is the other's input", x -> {
                    Node y = activated(x, TANH);
                    Node z = activated(y, SIGMOID);
                    return add(z, y);
                }),
                graph("a term that is the other's input, in the other order", x -> {
                    Node y = normalized(x);
                    Node z = then(normalized(y), TANH);
                    return add(y, z);
                }),
                graph("terms with other readers", x -> {
                    Node y = convolved(x);
                    Node sum = add(x, y);
                    return Concatenate.of().apply(sum, y, activated(sum, TANH), x);
                }),
                graph("operations that only read the gradient", x -> add(
                        Dropout.of(0).apply(convolved(x)), then(convolved(x), SOFTMAX),
                        AveragePooling2D.of(3).strides(1).padding(SAME).apply(x), Concatenate.of().apply(
                                Conv2D.of(2, 1).apply(x), Conv2D.of(CHANNELS - 2, 1).apply(x)))),
                graph("a long chain of sums", x -> {
                    Node sum = x;
                    for (int i = 0; i < 4; i++) {
                        sum = add(normalized(convolved(then(normalized(sum), TANH))), sum);
                    }
                    return sum;
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void gradientsOf(String name, UnaryOperator<Node> middle) {
        new ModelCheck(() -> model(middle, false), 5).run();
        new ModelCheck(() -> model(middle, true), 5).run();
    }

    /** @param flat whether a dense layer reads the result as one long vector */
    private static Model model(UnaryOperator<Node> middle, boolean flat) {
        Node in = Input.of(6, 5, 3).apply();
        Node x = middle.apply(convolved(in));
        Node vector = flat ? Flatten.of().apply(x) : GlobalAveragePooling2D.of().apply(activated(x, TANH));
        return Graph.of(in, Dense.of(4).activation(SOFTMAX).apply(vector));
    }

    @Test
    void oneTermIsTheModelsInput() {
        new ModelCheck(() -> {
            Node in = Input.of(6, 5, 3).apply();
            Node sum = add(in, Conv2D.of(3, 3).padding(SAME).activation(TANH).apply(in), in);
            return Graph.of(in, Dense.of(4).activation(SOFTMAX).apply(Flatten.of().apply(sum)));
        }, 5).run();
    }

    @Test
    void vectors() {
        new ModelCheck(() -> {
            Node in = Input.of(9).apply();
            Node x = Dense.of(8).activation(TANH).apply(in);
            Node y = Dense.of(8).activation(SIGMOID).apply(x);
            Node sum = add(x, y, Dropout.of(0).apply(Dense.of(8).apply(x)), x);
            return Graph.of(in, Dense.of(4).activation(SOFTMAX).apply(sum));
        }, 7).run();
    }

    /** A sum that is an output of the model as well. */
    @Test
    void severalOutputs() {
        new ModelCheck(() -> {
            Node in = Input.of(9).apply();
            Node x = Dense.of(8).activation(TANH).apply(in);
            Node sum = add(x, Dense.of(8).activation(SIGMOID).apply(x));
            return Graph.of(List.of(in), List.of(
                    Activation.of(SOFTMAX).apply(sum), Dense.of(3).activation(SOFTMAX).apply(add(sum, x))));
        }, 7).run();
    }

    /** The block that residual networks consist of: its gradient is read by one side and added to by the other. */
    @Test
    void residualBlockCopiesNoGradient() {
        try (Model model = model(x -> then(add(normalized(convolved(x)), then(x, TANH)), RELU), false)) {
            model.compile(new SGD(1), new SparseCategoricalCrossentropy());
            assertThat(model.trainingStages(8)).noneMatch(stage -> stage.contains("add gradient"))
                    .noneMatch(stage -> stage.contains("gradient copy"));
        }
    }
}
