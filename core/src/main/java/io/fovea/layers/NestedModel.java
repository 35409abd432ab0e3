package io.fovea.layers;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of layers that is used as one layer, once or several times: {@link io.fovea.Model#apply} makes such uses. To the engine its
 * layers are layers as all others; files and pictures of a model keep them together.
 */
public final class NestedModel {
    private final String name;
    private final boolean sequential;
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final Map<Layer, String> names;
    private final List<Node> nodes;

    /**
     * A graph.
     *
     * @param name of the model
     * @param sequential whether it is a sequence of layers
     * @param inputs uses of {@link Input}
     * @param outputs nodes that need these inputs only
     * @param names of its layers, by identity
     */
    public NestedModel(
            String name, boolean sequential, List<Node> inputs, List<Node> outputs, Map<Layer, String> names) {
        this.name = name;
        this.sequential = sequential;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.names = new IdentityHashMap<>(names);
        nodes = Node.sorted(outputs);
    }

    /** The name of the model. */
    public String name() {
        return name;
    }

    /** Whether it is a sequence of layers. */
    public boolean sequential() {
        return sequential;
    }

    /** Its own inputs. */
    public List<Node> inputs() {
        return inputs;
    }

    /** Its own outputs. */
    public List<Node> outputs() {
        return outputs;
    }

    /** Its own nodes that lead to its outputs, each after those that it reads. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The names of its layers in it; in the model around it they may have others. */
    public Map<Layer, String> names() {
        return Collections.unmodifiableMap(names);
    }

    /**
     * Uses it as a layer.
     *
     * @param given in place of its inputs, in their order
     * @throws IllegalArgumentException when there are too few or too many
     */
    public Use apply(List<Node> given) {
        if (given.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "the model has " + inputs.size() + " inputs, but got " + given.size());
        }
        Use use = new Use(this, given);
        for (Node node : nodes) {
            if (!use.copies.containsKey(node)) {
                List<Node> read = node.inputs().stream().map(use::copy).toList();
                Node copy = new Node(node.layer(), read, use);
                node.owner().ifPresent(copy::own);
                use.copies.put(node, copy);
            }
        }
        return use;
    }

    /** One use of the model. */
    public static final class Use {
        private final NestedModel model;
        private final List<Node> inputs;
        private final Map<Node, Node> copies = new IdentityHashMap<>();

        private Use(NestedModel model, List<Node> given) {
            this.model = model;
            inputs = List.copyOf(given);
            for (int i = 0; i < given.size(); i++) {
                copies.put(model.inputs.get(i), given.get(i));
            }
        }

        private Node copy(Node node) {
            Node copy = copies.get(node);
            if (copy == null) {
                throw new IllegalArgumentException(
                        "the model reads an input layer that is not among its inputs: " + node.layer());
            }
            return copy;
        }

        /** What is used. */
        public NestedModel model() {
            return model;
        }

        /** What it reads. */
        public List<Node> inputs() {
            return inputs;
        }

        /** What stands for the model's outputs. */
        public List<Node> outputs() {
            return model.outputs.stream().map(this::copy).toList();
        }

        /** The uses of the model's layers, each after those that it reads. */
        public List<Node> nodes() {
            return model.nodes.stream().filter(node -> !model.inputs.contains(node)).map(this::copy).toList();
        }
    }
}
