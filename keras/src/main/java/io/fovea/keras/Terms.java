package io.fovea.keras;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import io.fovea.activations.ActivationFunction;
import io.fovea.initializers.Initializer;
import io.fovea.layers.Padding;

/** Activations, initializers and paddings by their names in Keras. */
final class Terms {
    private Terms() {}

    /** An activation inside a layer: its name, or an object where a parameter is not Keras's default. */
    static Object activation(String layer, ActivationFunction f) throws KerasFileException {
        return ActivationTerms.write(layer, f);
    }

    static ActivationFunction activation(Json config) throws KerasFileException {
        return ActivationTerms.read(config);
    }

    /** Refuses another order of dimensions than {@code [n, h, w, c]}. */
    static void requireChannelsLast(Json config) throws KerasFileException {
        config.require("data_format", "channels_last");
    }

    /** The arguments of a layer that depends on the order of dimensions. */
    static Fields channelsLast(String layerName) {
        return Fields.of(layerName).with("data_format", "channels_last");
    }

    static String padding(Padding padding) {
        return padding.name().toLowerCase(Locale.ROOT);
    }

    static Padding padding(Json config) throws KerasFileException {
        return switch (config.text("padding")) {
            case "valid" -> Padding.VALID;
            case "same" -> Padding.SAME;
            default -> throw new KerasFileException(
                    config.where() + ": the padding '" + config.text("padding")
                            + "' isn't known; known are valid, same");
        };
    }

    static Map<String, Object> initializer(Initializer initializer) {
        return InitializerFormat.write(initializer);
    }

    /** Stands for null in an object that is to become JSON. */
    static final Object NULL = NullNode.getInstance();

    /** An object as Keras writes it. */
    static Map<String, Object> keras(String module, String className, Map<String, Object> config) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", module);
        object.put("class_name", className);
        object.put("config", config);
        object.put("registered_name", NULL);
        return object;
    }

    /** An initializer; an unknown one becomes the default, since the weights are in the file. */
    static Initializer initializer(Json config, String field, Initializer other) throws KerasFileException {
        if (config.optional(field).filter(JsonNode::isObject).isEmpty()) {
            return other;
        }
        return InitializerFormat.read(config.object(field)).orElse(other);
    }
}
