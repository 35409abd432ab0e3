package io.fovea.keras;

import java.util.List;

import tools.jackson.databind.JsonNode;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.Activations;
import io.fovea.initializers.Constant;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Rescaling;

/** Makes a layer of what Keras says of it; {@link LayerWriter} is the other way round. */
final class LayerReader {
    private static final List<String> KNOWN = List.of(
            "InputLayer", "Conv2D", "Dense", "MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D",
            "GlobalMaxPooling2D", "Flatten", "Dropout", "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax",
            "BatchNormalization", "Add", "Concatenate", "Rescaling");

    private LayerReader() {}

    /**
     * The layer of an object with {@code class_name} and {@code config}.
     *
     * @throws KerasFileException when the layer, or something that it is set to, isn't known; the message names both
     */
    static Layer read(JsonNode object) throws KerasFileException {
        Json layer = new Json("a layer", object);
        String kind = layer.text("class_name");
        String name = layer.object("config").text("name");
        Json config = new Json("layer " + name + " (" + kind + ")", layer.object("config").node());
        if (!KNOWN.contains(kind)) {
            throw new KerasFileException(
                    "layer " + name + " is a " + kind + ", which isn't known yet; known are "
                            + String.join(", ", KNOWN));
        }
        refuseCustom(layer, config);
        checkType(config);
        try {
            return read(kind, config).named(name);
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(config.where() + ": " + e.getMessage(), e);
        }
    }

    /** A class that a user registered may bear the name of one of Keras's and do something else. */
    private static void refuseCustom(Json layer, Json config) throws KerasFileException {
        JsonNode registered = layer.node().path("registered_name");
        if (registered.isString() && registered.asString().contains(">")) {
            throw new KerasFileException(
                    config.where() + " is a class of its own, " + registered.asString()
                            + "; only Keras's own layers are supported");
        }
    }

    private static void checkType(Json config) throws KerasFileException {
        JsonNode type = config.optional("dtype").orElse(config.node());
        String name = type.isString() ? type.asString() : type.path("config").path("name").asString("float32");
        if (!name.equals("float32")) {
            throw new KerasFileException(config.where() + " computes in " + name + ", but only float32 is supported");
        }
        config.require("data_format", "channels_last");
        for (String field : List.of(
                "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
                "bias_constraint",
                "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint", "noise_shape",
                "quantization_config", "lora_rank")) {
            config.refuse(field);
        }
        for (String field : List.of("sparse", "ragged", "renorm", "synchronized", "keepdims")) {
            config.require(field, "false");
        }
    }

    private static Layer read(String kind, Json c) throws KerasFileException {
        return switch (kind) {
            case "InputLayer" -> input(c);
            case "Conv2D" -> conv2D(c);
            case "Dense" -> new Dense(
                    "", c.integer("units"), Terms.activation(c), c.flag("use_bias"),
                    Terms.initializer(c, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                    Terms.initializer(c, "bias_initializer", Constant.ZEROS));
            case "MaxPooling2D" -> new MaxPooling2D(
                    "", c.pair("pool_size")[0], c.pair("pool_size")[1], strides(c)[0], strides(c)[1], Terms.padding(c));
            case "AveragePooling2D" -> new AveragePooling2D(
                    "", c.pair("pool_size")[0], c.pair("pool_size")[1], strides(c)[0], strides(c)[1], Terms.padding(c));
            case "GlobalAveragePooling2D" -> GlobalAveragePooling2D.of();
            case "GlobalMaxPooling2D" -> GlobalMaxPooling2D.of();
            case "Flatten" -> Flatten.of();
            case "Dropout" -> Dropout.of(c.number("rate"));
            case "Activation" -> Activation.of(Terms.activation(c));
            case "ReLU" -> relu(c);
            case "LeakyReLU" -> Activation.of(new ActivationFunction(Kind.LEAKY_RELU, c.number("negative_slope")));
            case "ELU" -> Activation.of(new ActivationFunction(Kind.ELU, c.number("alpha")));
            case "Softmax" -> Activation.of(Activations.SOFTMAX);
            case "BatchNormalization" -> new BatchNormalization(
                    "", c.number("momentum"), c.number("epsilon"), c.flag("center"), c.flag("scale"));
            case "Add" -> Add.of();
            case "Concatenate" -> Concatenate.of();
            default -> Rescaling.of(c.number("scale"), c.number("offset"));
        };
    }

    private static Layer input(Json c) throws KerasFileException {
        List<JsonNode> shape = c.list("batch_shape");
        int[] sizes = new int[Math.max(0, shape.size() - 1)];
        for (int i = 0; i < sizes.length; i++) {
            if (!Json.isWhole(shape.get(i + 1))) {
                throw new KerasFileException(
                        c.where() + " has the shape " + shape + "; only the first size, the batch's, may be open");
            }
            sizes[i] = shape.get(i + 1).asInt();
        }
        return Input.of(sizes);
    }

    private static int[] strides(Json c) throws KerasFileException {
        return c.optional("strides").isPresent() ? c.pair("strides") : c.pair("pool_size");
    }

    private static Layer conv2D(Json c) throws KerasFileException {
        c.require("groups", "1");
        int[] kernel = c.pair("kernel_size");
        int[] strides = c.pair("strides");
        int[] dilation = c.pair("dilation_rate");
        return new Conv2D(
                "", c.integer("filters"), kernel[0], kernel[1], strides[0], strides[1], Terms.padding(c), dilation[0],
                dilation[1], Terms.activation(c), c.flag("use_bias"),
                Terms.initializer(c, "kernel_initializer", VarianceScaling.GLOROT_UNIFORM),
                Terms.initializer(c, "bias_initializer", Constant.ZEROS));
    }

    private static Layer relu(Json c) throws KerasFileException {
        c.refuse("max_value");
        if (c.number("threshold") != 0) {
            throw new KerasFileException(
                    c.where() + ": 'threshold' is " + c.number("threshold") + ", but only 0 is supported");
        }
        double slope = c.number("negative_slope");
        return Activation.of(slope == 0 ? Activations.RELU : new ActivationFunction(Kind.LEAKY_RELU, slope));
    }
}
