package io.fovea;

import java.util.List;

import io.fovea.graph.Topology;
import io.fovea.layers.Node;

/**
 * A model of any graph of layers: with skip connections, several inputs and outputs, shared layers. Keras calls it the
 * functional API.
 *
 * <pre>{@code
 * Node in = Input.of(32, 32, 3).apply();
 * Node x = Conv2D.of(16, 3).padding(SAME).activation(RELU).apply(in);
 * Node y = Conv2D.of(16, 3).padding(SAME).apply(x);
 * Node out = Dense.of(10).activation(SOFTMAX).apply(GlobalAveragePooling2D.of().apply(Add.of().apply(x, y)));
 * var model = Graph.of(in, out);
 * }</pre>
 */
public final class Graph extends Model {
    private Graph(String name, Topology topology) {
        super(name, topology);
    }

    /**
     * A model from one input to one output.
     *
     * @throws IllegalArgumentException when a layer can't take its input; the message names it
     */
    public static Graph of(Node input, Node output) {
        return of(List.of(input), List.of(output));
    }

    /** A model of several inputs and outputs. */
    public static Graph of(List<Node> inputs, List<Node> outputs) {
        return named("functional", inputs, outputs);
    }

    /** As {@link #of(Node, Node)}, with a name for the model. */
    public static Graph named(String name, Node input, Node output) {
        return named(name, List.of(input), List.of(output));
    }

    /** As {@link #of(List, List)}, with a name for the model. */
    public static Graph named(String name, List<Node> inputs, List<Node> outputs) {
        return new Graph(name, new Topology(inputs, outputs));
    }
}
