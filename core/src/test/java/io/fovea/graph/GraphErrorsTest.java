package io.fovea.graph;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.fovea.Graph;
import io.fovea.Sequential;
import io.fovea.layers.Add;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.training.OutputSpec;

/** What is wrong with a graph is said with the names of its layers. A cycle can't be written: a node is made of nodes that exist. */
class GraphErrorsTest {
    private final Node in = Input.of(4).named("left").apply();
    private final Node other = Input.of(4).named("right").apply();

    private static void refused(ThrowingCallable graph, String... words) {
        assertThatThrownBy(graph).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    @Test
    void anInputThatNothingReads() {
        refused(() -> Graph.of(List.of(in, other), List.of(Dense.of(2).apply(in))), "nothing reads the model's input",
                "right");
    }

    @Test
    void anInputThatIsNotListed() {
        refused(() -> Graph.of(List.of(in), List.of(Add.of().apply(in, other))), "not among the model's inputs",
                "right");
    }

    @Test
    void anInputThatIsNone() {
        Node hidden = Dense.of(3).named("hidden").apply(in);
        refused(() -> Graph.of(List.of(in, hidden), List.of(Dense.of(2).apply(hidden))), "made by Input", "hidden");
    }

    @Test
    void shapesThatDoNotFit() {
        Node wide = Dense.of(3).named("wide").apply(in);
        refused(() -> Graph.of(List.of(in), List.of(Add.of().named("sum").apply(in, wide))), "layer sum (Add): ", "[4]",
                "[3]");
        refused(() -> Sequential.of(Input.of(4), Conv2D.of(2, 3).named("filters")), "layer filters (Conv2D): ", "[4]");
        refused(() -> Sequential.of(Input.of(2, 2, 1), Conv2D.of(2, 3).named("filters")), "layer filters (Conv2D): ",
                "[2, 2, 1]");
    }

    @Test
    void twoLayersOfOneName() {
        refused(() -> Sequential.of(Input.of(4), Dense.of(3).named("same"), Flatten.of().named("same")),
                "two layers are named 'same', [Dense, Flatten]");
    }

    @Test
    void aPlaceThatIsListedTwice() {
        Node out = Dense.of(2).named("classes").apply(in);
        refused(() -> Graph.of(List.of(in), List.of(out, out)), "output", "classes", "is listed twice");
        refused(() -> Graph.of(List.of(in, in), List.of(out)), "input", "left", "is listed twice");
    }

    @Test
    void twoLossesForOneOutput() {
        OutputSpec loss = OutputSpec.of("classes", new SparseCategoricalCrossentropy());
        try (Graph model = Graph.of(List.of(in), List.of(Dense.of(2).activation(SOFTMAX).named("classes").apply(in)))) {
            refused(() -> model.compile(new SGD(), loss, loss), "the output classes needs one OutputSpec, but got 2");
            refused(() -> model.compile(new SGD(), OutputSpec.of("other", new SparseCategoricalCrossentropy())),
                    "the output classes needs one OutputSpec, but got 0");
            refused(() -> model.compile(new SGD(), List.of(
                    new SparseCategoricalCrossentropy(), new SparseCategoricalCrossentropy()), List.of()),
                    "1 outputs, but got 2 losses");
        }
    }
}
