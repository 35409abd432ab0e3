package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;

/** Builds a model of Keras's {@code config.json}; its weights have their initial values. */
final class ConfigReader {
    /** Far more than any network has, and few enough to be built in a second. */
    private static final int MOST_LAYERS = 5_000;

    /** The argument of layers that work along an axis: {@link #take} checks it, since only the shape says which is the last. */
    static final String AXIS = "axis";

    private final Json config;
    private final WeightCount count;
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Node> nodes = new HashMap<>();

    /** A use of a layer whose inputs are not built yet. */
    private record Use(Layer layer, Json config, int index, List<String> reads) {}

    private ConfigReader(Json config, long room) {
        this.config = config;
        count = new WeightCount(room);
    }

    /**
     * A model and its layers in Keras's order, which the places of the weights follow.
     *
     * @param model the model
     * @param layers its layers
     */
    record Read(Model model, List<Layer> layers) {}

    /** @param room how many numbers the file of weights can hold */
    static Read read(JsonNode object, long room) throws KerasFileException {
        Json top = new Json("config.json", object);
        String kind = top.text("class_name");
        ConfigReader reader = new ConfigReader(top.object("config"), room);
        try {
            return switch (kind) {
                case "Sequential" -> reader.sequential();
                case "Functional", "Model" -> reader.functional();
                default -> throw new KerasFileException(
                        "the model is a " + kind + "; known are Sequential and Functional");
            };
        } catch (IllegalArgumentException e) {
            throw new KerasFileException("the model does not fit together: " + e.getMessage(), e);
        }
    }

    private List<JsonNode> layerObjects() throws KerasFileException {
        List<JsonNode> objects = config.list("layers");
        if (objects.size() > MOST_LAYERS) {
            throw new KerasFileException(
                    "the model has " + objects.size() + " layers; at most " + MOST_LAYERS + " are read");
        }
        return objects;
    }

    private static Json own(Layer layer, JsonNode object) throws KerasFileException {
        Json json = new Json("layer " + layer.name() + " (" + object.path("class_name").asString("") + ")", object);
        return json.object("config");
    }

    private Read sequential() throws KerasFileException {
        List<Node> chain = new ArrayList<>();
        for (JsonNode object : layerObjects()) {
            Layer layer = LayerReader.read(object);
            layers.add(layer);
            if (chain.isEmpty() && !(layer instanceof Input)) {
                throw new KerasFileException(
                        "the sequential model has no input shape: build it before saving, or begin it with Input");
            }
            Node node = chain.isEmpty() ? layer.apply() : layer.apply(chain.getLast());
            take(node, own(layer, object), true);
            chain.add(node);
        }
        if (layers.isEmpty() || !(layers.getFirst() instanceof Input input)) {
            throw new KerasFileException("the sequential model has no layers");
        }
        Layer[] others = layers.subList(1, layers.size()).toArray(Layer[]::new);
        return new Read(Sequential.named(config.text("name"), input, others), layers);
    }

    private Read functional() throws KerasFileException {
        List<Use> waiting = new ArrayList<>();
        for (JsonNode object : layerObjects()) {
            Layer layer = LayerReader.read(object);
            layers.add(layer);
            Json own = own(layer, object);
            List<JsonNode> uses = new Json(own.where(), object).list("inbound_nodes");
            if (uses.isEmpty()) {
                Node node = layer.apply();
                take(node, own, true);
                nodes.put(InboundNode.key(layer.name(), 0), node);
            }
            for (int i = 0; i < uses.size(); i++) {
                waiting.add(new Use(layer, own, i, InboundNode.reads(own.where(), uses.get(i))));
            }
        }
        connect(waiting);
        Model model = Graph.named(config.text("name"), ends("input_layers"), ends("output_layers"));
        checkUsed(model);
        return new Read(model, layers);
    }

    /** Adds a node; refuses a layer that works along an axis that it can't. */
    private void take(Node node, Json own, boolean first) throws KerasFileException {
        count.add(node, own.where(), first);
        if (!node.inputs().isEmpty()) {
            LayerFormats.of(node.layer()).axes().check(own, count.shape(node.inputs().getFirst()).rank());
        }
    }

    /** Builds the nodes, each after those that it reads. */
    private void connect(List<Use> waiting) throws KerasFileException {
        while (!waiting.isEmpty()) {
            List<Use> left = new ArrayList<>();
            for (Use use : waiting) {
                if (nodes.keySet().containsAll(use.reads()) && isNext(use)) {
                    Node[] inputs = use.reads().stream().map(nodes::get).toArray(Node[]::new);
                    Node node = use.layer().apply(inputs);
                    take(node, use.config(), use.index() == 0);
                    nodes.put(InboundNode.key(use.layer().name(), use.index()), node);
                } else {
                    left.add(use);
                }
            }
            if (left.size() == waiting.size()) {
                throw new KerasFileException(
                        left.getFirst().config().where() + " reads " + left.getFirst().reads()
                                + ", which the model does not have");
            }
            waiting = left;
        }
    }

    private boolean isNext(Use use) {
        return use.index() == 0 || nodes.containsKey(InboundNode.key(use.layer().name(), use.index() - 1));
    }

    private void checkUsed(Model model) throws KerasFileException {
        for (Layer layer : layers) {
            if (model.layers().stream().noneMatch(own -> own == layer)) {
                model.close();
                throw new KerasFileException("layer " + layer.name() + " leads to no output of the model");
            }
        }
    }

    /** Inputs or outputs: one as {@code [name, use, tensor]}, or a list of such. */
    private List<Node> ends(String field) throws KerasFileException {
        List<JsonNode> list = config.list(field);
        boolean single = !list.isEmpty() && list.getFirst().isString();
        List<Node> ends = new ArrayList<>();
        for (JsonNode end : single ? List.of(config.node().path(field)) : list) {
            String key = InboundNode.key(end);
            ends.add(Optional.ofNullable(nodes.get(key)).orElseThrow(() -> new IllegalArgumentException(
                    "'" + field + "' names " + end + ", which the model does not have")));
        }
        return ends;
    }
}
