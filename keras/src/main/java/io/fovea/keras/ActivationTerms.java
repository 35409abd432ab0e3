package io.fovea.keras;

import java.util.Arrays;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.Parameter;

/**
 * Activation functions as arguments of layers: by their names, or, where a parameter is not Keras's default, as the object of a
 * layer that is the function, which Keras takes as well.
 */
final class ActivationTerms {
    /** Keras's second names. */
    private static final Map<String, Kind> ALIASES = Map.of("swish", Kind.SWISH, "hard_swish", Kind.HARD_SWISH);

    /** Keras's layers that are functions with parameters. */
    private static final Map<String, Kind> LAYERS =
            Map.of("ReLU", Kind.RELU, "LeakyReLU", Kind.LEAKY_RELU, "ELU", Kind.ELU);

    /**
     * Keras 3.15 adds up all partial sums of the sorted numbers where the definition has the last one, so that its results are no
     * probabilities.
     */
    private static final String SPARSEMAX =
            "Keras computes another function under the name sparsemax than its definition "
                    + "(arXiv:1602.02068), which this one follows; so files can't have it";

    private ActivationTerms() {}

    /**
     * What Keras writes for a function.
     *
     * @param layer whose argument it is, for the message
     * @throws KerasFileException when Keras can't write its parameters
     */
    static Object write(String layer, ActivationFunction f) throws KerasFileException {
        if (f.kind() == Kind.SPARSEMAX) {
            throw new KerasFileException("layer " + layer + ": " + SPARSEMAX);
        }
        // Keras's threshold has no default parameters: its name alone can't be called.
        if (f.isDefault() && f.kind() != Kind.THRESHOLD) {
            return f.kind().kerasName();
        }
        for (Map.Entry<String, Kind> entry : LAYERS.entrySet()) {
            if (entry.getValue() == f.kind()) {
                return Terms.keras("keras.layers", entry.getKey(),
                        arguments(f, Fields.of(f.kind().kerasName())).toMap());
            }
        }
        throw new KerasFileException(
                "layer " + layer + ": the activation " + f
                        + " has no name in Keras; only relu, leaky_relu and elu keep "
                        + "their parameters in its files");
    }

    /** Adds the parameters of a function to those of its layer. */
    static Fields arguments(ActivationFunction f, Fields fields) {
        for (Parameter parameter : f.kind().parameters()) {
            double value = f.argument(parameter.name());
            fields.with(parameter.name(), value == Double.POSITIVE_INFINITY ? Terms.NULL : value);
        }
        return fields;
    }

    /**
     * The function that is the argument {@code activation} of a layer; none is a linear one.
     *
     * @throws KerasFileException when it isn't known
     */
    static ActivationFunction read(Json config) throws KerasFileException {
        JsonNode value = config.optional("activation").orElse(null);
        if (value == null) {
            return Kind.LINEAR.withDefault();
        }
        return value.isObject() ? ofObject(config.object("activation"))
                : named(config.where(), config.text("activation"));
    }

    /** The function of this name, with Keras's defaults. */
    static ActivationFunction named(String where, String name) throws KerasFileException {
        if (name.equals(Kind.SPARSEMAX.kerasName())) {
            throw new KerasFileException(where + ": " + SPARSEMAX);
        }
        if (name.equals(Kind.THRESHOLD.kerasName())) {
            throw new KerasFileException(
                    where + ": the activation 'threshold' has no parameters in the file, and Keras no defaults for them");
        }
        if (ALIASES.containsKey(name)) {
            return ALIASES.get(name).withDefault();
        }
        for (Kind kind : Kind.values()) {
            if (kind.kerasName().equals(name)) {
                return kind.withDefault();
            }
        }
        throw new KerasFileException(
                where + ": the activation '" + name + "' isn't known; known are "
                        + String.join(", ", Arrays.stream(Kind.values()).map(Kind::kerasName).toList()));
    }

    /** A layer, or a function with its name for {@code config}. */
    private static ActivationFunction ofObject(Json object) throws KerasFileException {
        String className = object.text("class_name");
        if (className.equals("function")) {
            return named(object.where(), object.text("config"));
        }
        Json config = new Json(object.where() + ", activation " + className, object.object("config").node());
        config.ignore("name", "trainable", "dtype");
        ActivationFunction function = switch (className) {
            case "Activation" -> read(config);
            case "Softmax" -> {
                config.require("axis", "-1");
                yield Kind.SOFTMAX.withDefault();
            }
            default -> {
                if (!LAYERS.containsKey(className)) {
                    throw new KerasFileException(
                            object.where() + ": the activation is a " + className + ", which isn't known; known are "
                                    + "Activation, ELU, LeakyReLU, ReLU, Softmax");
                }
                yield ofArguments(LAYERS.get(className), config);
            }
        };
        config.refuseUnread();
        return function;
    }

    /** The function {@code kind} with the parameters that {@code config} has, the others at their defaults. */
    static ActivationFunction ofArguments(Kind kind, Json config) throws KerasFileException {
        double[] arguments = new double[kind.parameters().size()];
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = kind.parameters().get(i);
            JsonNode value = config.optional(parameter.name()).orElse(null);
            if (value == null) {
                arguments[i] = parameter.initial();
            } else {
                arguments[i] = parameter.range() == Parameter.Range.FLAG && value.isBoolean()
                        ? value.asBoolean() ? 1 : 0
                        : config.number(parameter.name());
            }
        }
        try {
            return kind.with(arguments);
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(config.where() + ": " + e.getMessage(), e);
        }
    }
}
