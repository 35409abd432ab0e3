package io.fovea.keras;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.fovea.layers.Layer;

/** Reads layers' objects: what all layers have in common; the rest is the {@link LayerFormat}'s. */
final class LayerReader {
    /** What a policy computes in, be it mixed or not. */
    private static final Set<String> FLOATS =
            Set.of("float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16");

    /** What pixels may be; numbers become floats here in any case. */
    private static final Set<String> PIXELS = Set.of(
            "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "bool", "float16", "bfloat16",
            "float64");

    private final CustomObjects custom;
    private final StoredNumbers stored;
    private final Map<String, Integer> policies = new TreeMap<>();

    /**
     * A reader.
     *
     * @param custom classes that are not Keras's
     * @param stored numbers among the weights
     */
    LayerReader(CustomObjects custom, StoredNumbers stored) {
        this.custom = custom;
        this.stored = stored;
    }

    /** Reads one of Keras's own layers, all of it in its object. */
    static Layer read(JsonNode object) throws KerasFileException {
        return new LayerReader(CustomObjects.none(), StoredNumbers.NONE).read(object, "");
    }

    /** What was read as something else than it is in the file. */
    List<String> notes() {
        return policies.entrySet().stream()
                .map(p -> p.getValue() + (p.getValue() == 1 ? " layer" : " layers") + " computed in " + p.getKey()
                        + " in Keras; here they compute in float32")
                .toList();
    }

    /**
     * The layer of an object with {@code class_name} and {@code config}.
     *
     * @param path its group among the weights
     * @throws KerasFileException when the class, or an argument that would change what it computes, isn't known; the message
     *     names layer, class and argument
     */
    Layer read(JsonNode object, String path) throws KerasFileException {
        Json layer = new Json("a layer", object);
        String className = layer.text("class_name");
        String name = layer.object("config").text("name");
        ObjectNode own = (ObjectNode) layer.object("config").node().deepCopy();
        addAdapted(className, own, path);
        LegacyNames.modernize(className, own);
        Json config = new Json("layer " + name + " (" + className + ")", own);
        String registered = object.path("registered_name").asString("");
        LayerFormat<?> format = Optional.<LayerFormat<?>>empty()
                .or(() -> custom.layer(registered.contains(">") ? registered : className))
                .orElse(null);
        if (format == null) {
            refuseCustom(registered, config);
            format = LayerFormats.of(className, name);
        }
        // Places know 'trainable': a frozen layer is frozen in the model.
        config.ignore("name", "trainable");
        checkType(className, config);
        try {
            Layer read = format.reader().read(config);
            config.refuseUnread();
            return read.named(name);
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(config.where() + ": " + e.getMessage(), e);
        }
    }

    /** The axes along which a layer may work. */
    AxisRule axes(Layer layer) throws KerasFileException {
        return custom.format(layer).axes();
    }

    /** A class that a user registered may have the name of one of Keras's and compute something else. */
    private static void refuseCustom(String registered, Json config) throws KerasFileException {
        if (registered.contains(">") && !LayerFormats.isOurs(registered)) {
            throw new KerasFileException(
                    config.where() + " is a class of its own, " + registered
                            + "; give KerasFile.load a CustomObject with this name that makes it");
        }
    }

    private void checkType(String className, Json config) throws KerasFileException {
        String name = policy(config.optional("dtype").orElse(config.node()));
        if (name.equals("float32") || className.equals("InputLayer") && PIXELS.contains(name)) {
            return;
        }
        if (!FLOATS.contains(name)) {
            throw new KerasFileException(
                    config.where() + " computes in " + name + ", but only float32 is supported, and float16, bfloat16, "
                            + "float64 and their mixtures as float32; save the model in Keras before quantizing it");
        }
        policies.merge(name, 1, Integer::sum);
    }

    /** The name of a policy: a string, or an object, which of a quantized one has its parts. */
    private static String policy(JsonNode type) {
        if (type.isString()) {
            return type.asString();
        }
        JsonNode config = type.path("config");
        return config.has("mode")
                ? config.path("mode").asString("") + "_from_" + config.path("source_name").asString("")
                : config.path("name").asString("float32");
    }

    /** A Normalization without arguments has mean and variance among the weights. */
    private void addAdapted(String className, ObjectNode config, String path) throws KerasFileException {
        if (!className.equals("Normalization") || config.path("mean").isArray() || config.path("mean").isNumber()) {
            return;
        }
        Optional<List<Double>> mean = stored.of(path, 0);
        Optional<List<Double>> variance = stored.of(path, 1);
        if (mean.isPresent() && variance.isPresent()) {
            set(config, "mean", mean.get());
            set(config, "variance", variance.get());
        }
    }

    private static void set(ObjectNode config, String field, List<Double> numbers) {
        ArrayNode array = config.putArray(field);
        numbers.forEach(array::add);
    }
}
