package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;

/**
 * Builds a model of Keras's {@code config.json}; its weights have their initial values. The layers of a model that
 * is used as a layer become the model's own, and know that they belong together. One whose name is taken gets that of its model before it.
 */
final class ConfigReader {
    /** Far more than any network has, and few enough to be built in a second. */
    private static final int MOST_LAYERS = 5_000;

    /** The argument of layers that work along an axis: {@link LayerBlock} checks it, since only the shape says which is the last. */
    static final String AXIS = "axis";

    private static final String INPUT = "InputLayer";

    private final WeightCount count;
    private final LayerReader reader;
    private final List<Place> places = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private int layers;

    private ConfigReader(long room, LayerReader reader) {
        this.reader = reader;
        count = new WeightCount(room);
    }

    /**
     * A model with what the file says of it besides.
     *
     * @param model the model
     * @param places its layers in Keras's order, which their weights and the optimizer's states follow
     * @param outputs the names of its outputs
     * @param notes what was read as something else than it is in the file
     */
    record Read(Model model, List<Place> places, List<String> outputs, List<String> notes) {}

    /** A model that stands in a file: as a whole, or as a layer of another. */
    private record Position(String path, String group, String prefix, boolean trainable, boolean whole) {
        Position inside(String name, String ownPath, boolean ownTrainable) {
            return new Position(
                    ownPath + "/", whole ? name : group, prefix + name + "_", trainable && ownTrainable, false);
        }
    }

    /** Ends of a graph: where they are, and what a structure calls them. */
    private record Ends(List<String> keys, List<String> names) {}

    /** @param room how many numbers the file of weights can hold */
    static Read read(JsonNode object, long room) throws KerasFileException {
        return read(object, room, new LayerReader(CustomObjects.none(), StoredNumbers.NONE));
    }

    static Read read(JsonNode object, long room, LayerReader reader) throws KerasFileException {
        Json top = new Json("config.json", object);
        String kind = top.text("class_name");
        ConfigReader own = new ConfigReader(room, reader);
        try {
            return switch (kind) {
                case "Sequential" -> own.sequential(object);
                case "Functional", "Model" -> own.functional(top.object("config"));
                default -> throw new KerasFileException(
                        "the model is a " + kind + "; known are Sequential and Functional");
            };
        } catch (IllegalArgumentException e) {
            throw new KerasFileException("the model does not fit together: " + e.getMessage(), e);
        }
    }

    private Position whole(Json config) {
        return new Position("", "", "", isTrainable(config), true);
    }

    private static boolean isTrainable(Json config) {
        return config.node().path("trainable").asBoolean(true);
    }

    private List<JsonNode> layerObjects(Json config) throws KerasFileException {
        List<JsonNode> objects = config.list("layers");
        layers += objects.size();
        if (layers > MOST_LAYERS) {
            throw new KerasFileException(
                    "the model has " + layers + " layers; at most " + MOST_LAYERS + " are read");
        }
        return objects;
    }

    private Read sequential(JsonNode object) throws KerasFileException {
        Json config = new Json("config.json", object).object("config");
        List<JsonNode> objects = layerObjects(config);
        reserve(objects);
        Input input = SequentialInput.of(object)
                .orElseThrow(() -> new KerasFileException(
                        "the sequential model has no input shape: build it before saving, or begin it with Input"));
        List<Block> blocks = blocks(objects, whole(config));
        Node first = input.apply();
        count.add(first, "the input", true);
        List<Node> ends = new SequentialBlock(config.text("name"), blocks).apply(List.of(first));
        if (blocks.isEmpty() || ends.size() != 1) {
            throw new KerasFileException("the sequential model has no layers");
        }
        Model model = Sequential.named(config.text("name"), first, ends.getFirst());
        return new Read(model, places, names(model), reader.notes());
    }

    private static List<String> names(Model model) {
        return model.outputs().stream().map(o -> model.layerName(o.layer())).toList();
    }

    private List<Block> blocks(List<JsonNode> objects, Position position) throws KerasFileException {
        Place.Names groups = new Place.Names(position.path());
        List<Block> blocks = new ArrayList<>();
        for (JsonNode object : objects) {
            if (!isInput(object)) {
                blocks.add(block(object, groups, position));
            }
        }
        return blocks;
    }

    private static boolean isInput(JsonNode object) {
        return object.path("class_name").asString("").equals(INPUT);
    }

    private Block block(JsonNode object, Place.Names groups, Position position) throws KerasFileException {
        String className = object.path("class_name").asString("");
        String path = groups.next(className);
        if (className.equals("Sequential") || className.equals("Functional") || className.equals("Model")) {
            Json config = new Json("a model", object).object("config");
            String name = config.text("name");
            Position inside = position.inside(name, path, isTrainable(config));
            return className.equals("Sequential") ? nested(object, name, inside) : nested(config, inside);
        }
        Layer layer = reader.read(object, path);
        String name = layer.name();
        Json own = new Json("layer " + name + " (" + className + ")", object).object("config");
        String free = position.whole() ? name : free(name, position.prefix());
        Layer named = free.equals(name) ? layer : layer.named(free);
        places.add(new Place(
                named, path, position.whole() ? name : position.group(), position.trainable() && isTrainable(own)));
        return new LayerBlock(name, named, own, reader.axes(layer), count);
    }

    private Block nested(JsonNode sequential, String name, Position position) throws KerasFileException {
        Json config = new Json("model " + name, sequential).object("config");
        List<JsonNode> objects = layerObjects(config);
        List<Block> blocks = blocks(objects, position);
        String input = objects.stream().filter(ConfigReader::isInput).findFirst()
                .map(object -> object.path("config").path("name").asString("")).orElse("input_layer");
        return new NestedBlock(new SequentialBlock(name, blocks), List.of(input), names(blocks), count);
    }

    private Block nested(Json functional, Position position) throws KerasFileException {
        FunctionalBlock block = functionalBlock(functional, position);
        List<Block> blocks = block.uses().stream().map(FunctionalBlock.Use::block).toList();
        return new NestedBlock(block, ends(functional, "input_layers", Set.of()).names(), names(blocks), count);
    }

    private static Map<Layer, String> names(List<Block> blocks) {
        Map<Layer, String> names = new IdentityHashMap<>();
        for (Block block : blocks) {
            if (block instanceof LayerBlock layer) {
                names.put(layer.layer(), layer.name());
            }
        }
        return names;
    }

    /** The layers of the whole model keep their names. */
    private void reserve(List<JsonNode> objects) {
        objects.forEach(object -> taken.add(object.path("config").path("name").asString("")));
    }

    private String free(String name, String prefix) {
        String free = taken.contains(name) ? prefix + name : name;
        for (int i = 1; !taken.add(free); i++) {
            free = prefix + name + "_" + i;
        }
        return free;
    }

    private FunctionalBlock functionalBlock(Json config, Position position) throws KerasFileException {
        Place.Names groups = new Place.Names(position.path());
        List<FunctionalBlock.Use> uses = new ArrayList<>();
        Set<String> models = new HashSet<>();
        for (JsonNode object : layerObjects(config)) {
            if (isInput(object)) {
                continue;
            }
            Block block = block(object, groups, position);
            List<JsonNode> inbound = new Json("layer " + block.name(), object).list("inbound_nodes");
            for (int i = 0; i < inbound.size(); i++) {
                // Keras 2 counts the model itself as the first use of its output.
                boolean legacy = InboundNode.isLegacy(inbound.get(i));
                int number = i + (legacy && !(block instanceof LayerBlock) ? 1 : 0);
                if (!legacy && block instanceof NestedBlock model && !model.sequential()) {
                    models.add(model.name());
                }
                uses.add(new FunctionalBlock.Use(
                        block, number, i == 0, InboundNode.reads("layer " + block.name(), inbound.get(i))));
            }
        }
        String name = config.text("name");
        return new FunctionalBlock(
                name, "model " + name, uses, ends(config, "input_layers", Set.of()).keys(),
                ends(config, "output_layers", models).keys());
    }

    private Read functional(Json config) throws KerasFileException {
        List<JsonNode> objects = config.list("layers");
        reserve(objects);
        FunctionalBlock block = functionalBlock(config, whole(config));
        List<Node> inputs = new ArrayList<>();
        for (String key : block.inputs()) {
            inputs.add(input(key, objects));
        }
        List<Node> outputs = block.apply(inputs);
        Model model = Graph.named(block.name(), inputs, outputs);
        checkUsed(model);
        return new Read(model, places, ends(config, "output_layers", Set.of()).names(), reader.notes());
    }

    private Node input(String key, List<JsonNode> objects) throws KerasFileException {
        for (JsonNode object : objects) {
            String name = object.path("config").path("name").asString("");
            if (isInput(object) && key.equals(InboundNode.key(name, 0, 0))) {
                Node node = reader.read(object, "").apply();
                count.add(node, "layer " + name, true);
                return node;
            }
        }
        throw new KerasFileException("'input_layers' names " + key + ", which is no input layer of the model");
    }

    private void checkUsed(Model model) throws KerasFileException {
        for (Place place : places) {
            if (model.layers().stream().noneMatch(own -> own == place.layer())) {
                model.close();
                throw new KerasFileException("layer " + place.layer().name() + " leads to no output of the model");
            }
        }
    }

    /**
     * Inputs or outputs: one as {@code [name, use, tensor]}, a list of such, or an object of them, which Keras sorts by their names.
     *
     * @param models functional models whose uses Keras counts from 1 on here, and only here
     */
    private static Ends ends(Json config, String field, Set<String> models) throws KerasFileException {
        JsonNode node = config.node().path(field);
        List<String> keys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(p -> sorted.put(p.getKey(), p.getValue()));
            sorted.forEach((name, end) -> {
                keys.add(key(end, models));
                names.add(name);
            });
            return new Ends(keys, names);
        }
        List<JsonNode> list = config.list(field);
        boolean single = !list.isEmpty() && list.getFirst().isString();
        for (JsonNode end : single ? List.of(node) : list) {
            keys.add(key(end, models));
            names.add(end.path(0).asString(""));
        }
        return new Ends(keys, names);
    }

    private static String key(JsonNode end, Set<String> models) {
        int use = end.path(1).asInt(0);
        String name = end.path(0).asString("");
        return InboundNode.key(name, use - (use > 0 && models.contains(name) ? 1 : 0), end.path(2).asInt(0));
    }
}
