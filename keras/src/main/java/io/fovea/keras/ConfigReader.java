package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/** Makes a model of Keras's {@code config.json}; its weights are as they were initialised. */
final class ConfigReader {
    private final Json config;
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Node> nodes = new HashMap<>();

    /** A use of a layer that waits for what it reads. */
    private record Use(Layer layer, String name, int index, List<String> reads) {}

    private ConfigReader(Json config) {
        this.config = config;
    }

    /**
     * A model and its layers in Keras's order, which the places of the weights follow.
     *
     * @param model the model
     * @param layers its layers
     */
    record Read(Model model, List<Layer> layers) {}

    static Read read(JsonNode object) throws KerasFileException {
        Json top = new Json("config.json", object);
        String kind = top.text("class_name");
        ConfigReader reader = new ConfigReader(top.object("config"));
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

    private Read sequential() throws KerasFileException {
        for (JsonNode layer : config.list("layers")) {
            layers.add(LayerReader.read(layer));
        }
        if (layers.size() < 2 || !(layers.getFirst() instanceof Input input)) {
            throw new KerasFileException(
                    "the sequential model has no input shape: build it before saving, or begin it with Input");
        }
        Layer[] others = layers.subList(1, layers.size()).toArray(Layer[]::new);
        return new Read(Sequential.named(config.text("name"), input, others), layers);
    }

    private Read functional() throws KerasFileException {
        List<Use> waiting = new ArrayList<>();
        for (JsonNode object : config.list("layers")) {
            Layer layer = LayerReader.read(object);
            layers.add(layer);
            Json json = new Json("layer " + layer.name(), object);
            List<JsonNode> uses = json.list("inbound_nodes");
            if (uses.isEmpty()) {
                nodes.put(key(layer.name(), 0), layer.apply());
            }
            for (int i = 0; i < uses.size(); i++) {
                waiting.add(new Use(layer, layer.name(), i, reads(layer.name(), uses.get(i))));
            }
        }
        connect(waiting);
        return new Read(
                Graph.named(config.text("name"), ends("input_layers"), ends("output_layers")), layers);
    }

    private static String key(String layer, int use) {
        return layer + "/" + use;
    }

    /** The tensors that a use reads. */
    private static List<String> reads(String layer, JsonNode use) throws KerasFileException {
        List<String> reads = new ArrayList<>();
        collect(use.path("args"), reads);
        if (reads.isEmpty()) {
            throw new KerasFileException("layer " + layer + " is used in a way that isn't known: " + use);
        }
        return reads;
    }

    private static void collect(JsonNode node, List<String> reads) {
        if (node.path("class_name").asString("").equals("__keras_tensor__")) {
            JsonNode history = node.path("config").path("keras_history");
            reads.add(key(history.path(0).asString(""), history.path(1).asInt(0)));
        } else if (node.isArray()) {
            node.forEach(n -> collect(n, reads));
        }
    }

    /** Makes the nodes in an order in which each finds what it reads. */
    private void connect(List<Use> waiting) throws KerasFileException {
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            for (Use use : List.copyOf(waiting)) {
                if (nodes.keySet().containsAll(use.reads()) && isNext(use)) {
                    Node[] inputs = use.reads().stream().map(nodes::get).toArray(Node[]::new);
                    nodes.put(key(use.name(), use.index()), use.layer().apply(inputs));
                    waiting.remove(use);
                }
            }
            if (waiting.size() == before) {
                throw new KerasFileException(
                        "layer " + waiting.getFirst().name() + " reads " + waiting.getFirst().reads()
                                + ", which the model does not have");
            }
        }
    }

    private boolean isNext(Use use) {
        return use.index() == 0 || nodes.containsKey(key(use.name(), use.index() - 1));
    }

    /** Inputs or outputs: one as {@code [name, use, tensor]}, or a list of such. */
    private List<Node> ends(String field) throws KerasFileException {
        List<JsonNode> list = config.list(field);
        List<JsonNode> all = new ArrayList<>();
        if (!list.isEmpty() && list.getFirst().isString()) {
            all.add(config.node().get(field));
        } else {
            all.addAll(list);
        }
        Map<String, Node> ends = new LinkedHashMap<>();
        for (JsonNode end : all) {
            String key = key(end.path(0).asString(""), end.path(1).asInt(0));
            ends.put(key, Optional.ofNullable(nodes.get(key)).orElseThrow(() -> new IllegalArgumentException(
                    "'" + field + "' names " + end + ", which the model does not have")));
        }
        return List.copyOf(ends.values());
    }
}
