package io.fovea.plan;

import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.ops.Operation;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;

class GraphRewritesTest {
    private final Node input = Input.of(16, 16, 16).apply();

    private static List<String> names(Node in, Node out, boolean training) {
        try (Memory memory = new Memory()) {
            Network network = new Network(
                    new Topology(List.of(in), List.of(out)), Kernels.scalar(4), memory, new Lifecycle(() -> {}));
            return GraphRewrites.apply(network.graph(), training).operations().stream()
                    .map(GraphRewritesTest::name)
                    .toList();
        }
    }

    private static String name(Operation operation) {
        return operation.getClass().getSimpleName().replace("Operation", "") + " " + operation.name();
    }

    private Node convolution() {
        return Conv2D.of(16, 3).padding(SAME).named("c").apply(input);
    }

    @Test
    void anActivationJoinsTheConvolution() {
        Node out = Activation.of(RELU).apply(convolution());
        assertThat(names(input, out, true)).containsExactly("Convolution c");
    }

    @Test
    void anActivationWhoseGradientNeedsItsInputStaysAPassOfItsOwn() {
        Node out = Activation.of(GELU).named("a").apply(convolution());
        assertThat(names(input, out, true)).containsExactly("Convolution c", "Activation a");
    }

    @Test
    void anActivationStaysWhereSomethingElseReadsThePlainOutput() {
        Node plain = convolution();
        Node out = Add.of().named("s").apply(Activation.of(RELU).named("a").apply(plain), plain);
        assertThat(names(input, out, true)).containsExactly("Convolution c", "Activation a", "Add s");
    }

    @Test
    void normalizationIsFoldedAtInferenceOnly() {
        Node out = Activation.of(RELU).apply(BatchNormalization.of().named("n").apply(convolution()));
        assertThat(names(input, out, true)).containsExactly("Convolution c", "BatchNormalization n");
        assertThat(names(input, out, false)).containsExactly("Convolution c");
    }

    /** The activation lies between: the scale is no part of the convolution's weights. */
    @Test
    void normalizationBehindAnActivationIsNotFolded() {
        Node out = BatchNormalization.of().named("n").apply(Activation.of(RELU).apply(convolution()));
        assertThat(names(input, out, false)).containsExactly("Convolution c", "BatchNormalization n");
    }

    @Test
    void reluMovesBehindAMaximumAndJoinsIt() {
        Node out = MaxPooling2D.of(3).named("p").apply(Activation.of(RELU).apply(convolution()));
        assertThat(names(input, out, true)).containsExactly("Convolution c", "MaxPool p");
    }

    @Test
    void anActivationThatIsNotKnownToBeMonotoneDoesNotMove() {
        Node out = MaxPooling2D.of(3).named("p").apply(Activation.of(SIGMOID).apply(convolution()));
        assertThat(names(input, out, true)).containsExactly("Convolution c", "MaxPool p");
        assertThat(GraphRewritesTest.epilogues(input, out)).containsExactly(true, false);
    }

    /** Whether the convolution and the pooling apply an activation. */
    private static List<Boolean> epilogues(Node in, Node out) {
        try (Memory memory = new Memory()) {
            Network network = new Network(new Topology(List.of(in), List.of(out)), Kernels.scalar(4), memory,
                    new Lifecycle(() -> {}));
            return GraphRewrites.apply(network.graph(), true).operations().stream()
                    .map(o -> !o.toString().contains("kind=LINEAR"))
                    .toList();
        }
    }
}
