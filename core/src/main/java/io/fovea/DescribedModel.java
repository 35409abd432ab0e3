package io.fovea;

import java.util.List;

import io.fovea.graph.Topology;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/** What a model consists of: its layers, their uses, names and shapes. */
abstract sealed class DescribedModel permits MeasuredModel {
    private final String name;
    private final Topology topology;

    DescribedModel(String name, Topology topology) {
        this.name = name;
        this.topology = topology;
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** The layers, each once, in order. */
    public List<Layer> layers() {
        return topology.layers();
    }

    /** The uses of the layers, each after those that it reads. */
    public List<Node> nodes() {
        return topology.nodes();
    }

    /**
     * The first use of the layer of this name: to go on from it in another model, which then shares the weights of all layers up to
     * there.
     *
     * <p>Example, a new head on a trained trunk:
     *
     * <pre>{@code
     * Node features = trained.node("global_average_pooling2d");
     * Node out = Dense.of(5).activation(SOFTMAX).apply(features);
     * Model tuned = Graph.of(trained.inputs().getFirst(), out);
     * }</pre>
     *
     * @throws IllegalArgumentException when there is none; the message lists those that there are
     */
    public Node node(String layerName) {
        return nodes().stream().filter(node -> topology.name(node.layer()).equals(layerName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no layer is called '" + layerName + "'; there are "
                                + String.join(", ", layers().stream().map(topology::name).toList())));
    }

    /** The uses of {@link io.fovea.layers.Input} layers, in the order in which samples are given. */
    public List<Node> inputs() {
        return topology.inputs();
    }

    /** What the model makes. */
    public List<Node> outputs() {
        return topology.outputs();
    }

    /** The name of a layer in this model. */
    public String layerName(Layer layer) {
        return topology.name(layer);
    }

    /** The shape of one sample of a node's output. */
    public Shape shape(Node node) {
        return topology.shape(node);
    }
}
