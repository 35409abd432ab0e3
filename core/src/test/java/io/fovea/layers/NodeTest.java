package io.fovea.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.Graph;
import io.fovea.Model;

class NodeTest {
    private final Node in = Input.of(4).apply();
    private final Node first = Dense.of(3).apply(in);
    private final Node second = Dense.of(2).apply(in);
    private final Node both = Concatenate.of().apply(second, first);

    @Test
    void eachNodeIsAfterItsInputsAndOnce() {
        assertThat(Node.sorted(List.of(both))).containsExactly(in, second, first, both);
    }

    @Test
    void whatLeadsToTheFirstEndComesFirst() {
        assertThat(Node.sorted(List.of(first, second))).containsExactly(in, first, second);
        assertThat(Node.sorted(List.of(both, first))).containsExactly(in, second, first, both);
    }

    /** A model that is used as a layer numbers its layers as it does by itself. */
    @Test
    void aModelInAnotherHasItsOrder() {
        try (Model inner = Graph.of(List.of(in), List.of(first, second))) {
            List<Node> used = inner.apply(Input.of(4).apply());
            NestedModel.Use use = used.getFirst().nesting().orElseThrow();
            assertThat(use.nodes().stream().map(Node::layer))
                    .containsExactlyElementsOf(inner.nodes().stream().skip(1).map(Node::layer).toList());
        }
    }
}
