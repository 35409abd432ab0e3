package io.fovea.keras;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.RandomNormal;
import io.fovea.initializers.RandomUniform;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Padding;

/** Activations, initializers and paddings by their names in Keras. */
final class Terms {
    private static final Map<String, VarianceScaling> SCALINGS = Map.of(
            "GlorotUniform", VarianceScaling.GLOROT_UNIFORM, "GlorotNormal", VarianceScaling.GLOROT_NORMAL,
            "HeUniform", VarianceScaling.HE_UNIFORM, "HeNormal", VarianceScaling.HE_NORMAL);

    private Terms() {}

    /** The name of an activation inside a layer, where it has no parameter but its default. */
    static String activation(String layer, ActivationFunction f) throws KerasFileException {
        if (!f.equals(f.kind().withDefault())) {
            throw new KerasFileException(
                    "layer " + layer + ": " + f.kind().kerasName() + " with alpha " + f.alpha()
                            + " has no name in Keras; "
                            + "put it into a layer of its own: Activation.of(...)");
        }
        return f.kind().kerasName();
    }

    static ActivationFunction activation(Json config) throws KerasFileException {
        String name = config.optional("activation").isPresent() ? config.text("activation") : "linear";
        // Keras's other name for silu.
        String known = name.equals("swish") ? Kind.SWISH.kerasName() : name;
        for (Kind kind : Kind.values()) {
            if (kind.kerasName().equals(known)) {
                return kind.withDefault();
            }
        }
        throw new KerasFileException(
                config.where() + ": the activation '" + name + "' isn't known; known are "
                        + String.join(", ", Arrays.stream(Kind.values()).map(Kind::kerasName).toList()));
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

    static Map<String, Object> initializer(String layer, Initializer initializer) throws KerasFileException {
        Map<String, Object> config = new LinkedHashMap<>();
        String name = switch (initializer) {
            case Constant c when c.equals(Constant.ZEROS) -> "Zeros";
            case Constant c when c.equals(Constant.ONES) -> "Ones";
            case Constant c -> {
                config.put("value", c.value());
                yield "Constant";
            }
            case RandomNormal n -> {
                config.put("mean", n.mean());
                config.put("stddev", n.deviation());
                config.put("seed", NULL);
                yield "RandomNormal";
            }
            case RandomUniform u -> {
                config.put("minval", u.low());
                config.put("maxval", u.high());
                config.put("seed", NULL);
                yield "RandomUniform";
            }
            case VarianceScaling v when SCALINGS.containsValue(v) -> {
                config.put("seed", NULL);
                yield SCALINGS.entrySet().stream().filter(e -> e.getValue().equals(v)).findFirst().orElseThrow()
                        .getKey();
            }
            default -> throw new KerasFileException(
                    "layer " + layer + ": the initializer " + initializer + " has no name in Keras");
        };
        return keras("keras.initializers", name, config);
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
        Json object = config.object(field);
        Json own = object.object("config");
        String name = object.text("class_name");
        return switch (name) {
            case "Zeros" -> Constant.ZEROS;
            case "Ones" -> Constant.ONES;
            case "Constant" -> new Constant(own.number("value"));
            case "RandomNormal" -> new RandomNormal(own.number("mean"), own.number("stddev"));
            case "RandomUniform" -> new RandomUniform(own.number("minval"), own.number("maxval"));
            default -> {
                VarianceScaling known = SCALINGS.get(name);
                yield known == null ? other : known;
            }
        };
    }
}
