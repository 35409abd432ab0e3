package io.fovea.layers;

import java.util.List;

/**
 * One use of a layer in a graph, which stands for its output. Nodes are told apart by identity.
 *
 * <p>Example, a skip connection:
 *
 * <pre>{@code
 * Node in = Input.of(32, 32, 16).apply();
 * Node x = Conv2D.of(16, 3).padding(SAME).activation(RELU).apply(in);
 * Node out = Add.of().apply(x, in);
 * }</pre>
 */
public final class Node {
    private final Layer layer;
    private final List<Node> inputs;

    Node(Layer layer, List<Node> inputs) {
        this.layer = layer;
        this.inputs = inputs;
    }

    /** The layer that is used. */
    public Layer layer() {
        return layer;
    }

    /** The uses whose outputs it reads. */
    public List<Node> inputs() {
        return inputs;
    }
}
