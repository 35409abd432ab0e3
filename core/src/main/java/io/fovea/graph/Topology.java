package io.fovea.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.tensor.Shape;

/** The nodes of a model in an order in which they can run, with the shape of each and a name for each layer. */
public final class Topology {
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Shape> shapes = new IdentityHashMap<>();
    private final Map<Layer, String> names = new IdentityHashMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<Layer, List<Node>> uses = new IdentityHashMap<>();

    /**
     * Sorts the graph and works out its shapes.
     *
     * @throws IllegalArgumentException when a layer can't take its input (the message names it), an input is missing or
     *     unused, or two layers have one name
     */
    public Topology(List<Node> inputs, List<Node> outputs) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one input and one output");
        }
        checkOnce("input", inputs);
        checkOnce("output", outputs);
        Node.sorted(Stream.concat(inputs.stream(), outputs.stream()).toList()).forEach(this::add);
        checkInputs();
        nameLayers();
        nodes.forEach(this::inferShape);
    }

    private static void checkOnce(String what, List<Node> nodes) {
        for (Node node : nodes) {
            if (Collections.frequency(nodes, node) > 1) {
                throw new IllegalArgumentException(
                        "the model's " + what + " " + node.layer()
                                + " is listed twice; each has one place, and one loss");
            }
        }
    }

    private void add(Node node) {
        nodes.add(node);
        if (!uses.containsKey(node.layer())) {
            layers.add(node.layer());
        }
        uses.computeIfAbsent(node.layer(), layer -> new ArrayList<>()).add(node);
    }

    private void checkInputs() {
        for (Node node : nodes) {
            boolean listed = inputs.contains(node);
            if (node.inputs().isEmpty() && !listed) {
                throw new IllegalArgumentException(
                        "the graph reads an input layer that is not among the model's inputs: " + node.layer());
            }
            if (listed && !node.inputs().isEmpty()) {
                throw new IllegalArgumentException("an input of a model is made by Input, but got " + node.layer());
            }
        }
        for (Node input : inputs) {
            if (!outputs.contains(input) && nodes.stream().noneMatch(n -> n.inputs().contains(input))) {
                throw new IllegalArgumentException("nothing reads the model's input " + input.layer());
            }
        }
    }

    private void nameLayers() {
        Set<String> taken = new HashSet<>();
        for (Layer layer : layers) {
            if (!layer.name().isEmpty() && !taken.add(layer.name())) {
                throw new IllegalArgumentException(
                        "two layers are named '" + layer.name() + "', "
                                + layers.stream().filter(l -> l.name().equals(layer.name())).map(Layer::kind).toList()
                                + "; names in a model differ");
            }
        }
        for (Layer layer : layers) {
            names.put(layer, layer.name().isEmpty() ? free(snakeCase(layer.kind()), taken) : layer.name());
        }
    }

    private static String free(String base, Set<String> taken) {
        String name = base;
        for (int i = 1; !taken.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /** Conv2D becomes conv2d, BatchNormalization batch_normalization, MaxPooling2D max_pooling2d, as in Keras. */
    private static String snakeCase(String kind) {
        return kind.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private void inferShape(Node node) {
        try {
            shapes.put(node, node.layer().outputShape(inputShapes(node)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "layer " + name(node.layer()) + " (" + node.layer().kind() + "): " + e.getMessage(), e);
        }
    }

    /** The nodes, each after those that it reads. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The model's inputs. */
    public List<Node> inputs() {
        return inputs;
    }

    /** The model's outputs. */
    public List<Node> outputs() {
        return outputs;
    }

    /** The layers, each once, in the order of their first use. */
    public List<Layer> layers() {
        return layers;
    }

    /** A layer's name in the model. */
    public String name(Layer layer) {
        return names.getOrDefault(layer, "");
    }

    /** The shape of a node's output. */
    public Shape shape(Node node) {
        Shape shape = shapes.get(node);
        if (shape == null) {
            throw new IllegalArgumentException("the model has no such node: " + node.layer());
        }
        return shape;
    }

    /** The shapes that a node reads. */
    public List<Shape> inputShapes(Node node) {
        return node.inputs().stream().map(this::shape).toList();
    }

    /** The first use of a layer. */
    public Node firstUse(Layer layer) {
        return uses(layer).getFirst();
    }

    /** Every use of a layer, in order. */
    public List<Node> uses(Layer layer) {
        return Collections.unmodifiableList(uses.getOrDefault(layer, List.of()));
    }

    /** The nodes that read a node. */
    public List<Node> readers(Node node) {
        return nodes.stream().filter(n -> n.inputs().contains(node)).toList();
    }
}
