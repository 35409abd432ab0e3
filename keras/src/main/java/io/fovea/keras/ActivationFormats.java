package io.fovea.keras;

import java.util.List;

import tools.jackson.databind.JsonNode;

import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.ELU;
import io.fovea.layers.GatedLinearUnit;
import io.fovea.layers.Layer;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.ReLU;
import io.fovea.layers.Softmax;

/**
 * Keras's layers that are activation functions. Its function {@code glu} halves the channels, which makes it a layer here; a file
 * has it as {@code Activation}.
 */
final class ActivationFormats {
    private static final String GLU = "glu";

    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of("Activation", Layer.class, ActivationFormats::activation, ActivationFormats::write)
                    .only(layer -> layer instanceof Activation || layer instanceof GatedLinearUnit),
            LayerFormat.of(
                    "Identity", Activation.class, config -> Activation.of(Activations.LINEAR),
                    (layer, name) -> Fields.of(name)).only(layer -> false),
            LayerFormat.of("ReLU", ReLU.class, ActivationFormats::relu, (layer, name) -> Fields.of(name)
                    .with("max_value",
                            layer.maxValue() == Double.POSITIVE_INFINITY ? Terms.NULL : (Object) layer.maxValue())
                    .with("negative_slope", layer.negativeSlope())
                    .with("threshold", layer.threshold())),
            LayerFormat.of("LeakyReLU", LeakyReLU.class, config -> LeakyReLU.of(config.number("negative_slope")),
                    (layer, name) -> Fields.of(name).with("negative_slope", layer.negativeSlope())),
            LayerFormat.of("ELU", ELU.class,
                    config -> ELU.of(config.optional("alpha").isPresent() ? config.number("alpha") : 1),
                    (layer, name) -> Fields.of(name).with("alpha", layer.alpha())),
            LayerFormat.of("Softmax", Softmax.class, ActivationFormats::softmax,
                    (layer, name) -> Fields.of(name).with(ConfigReader.AXIS, layer.axis()))
                    .along(AxisRule.ANY));

    private ActivationFormats() {}

    private static Layer activation(Json config) throws KerasFileException {
        boolean gated = config.optional("activation").filter(a -> a.isString() && a.asString().equals(GLU)).isPresent();
        return gated ? GatedLinearUnit.of() : Activation.of(Terms.activation(config));
    }

    private static Fields write(Layer layer, String name) throws KerasFileException {
        return Fields.of(name).with(
                "activation", layer instanceof Activation a ? Terms.activation(name, a.function()) : GLU);
    }

    private static ReLU relu(Json config) throws KerasFileException {
        double limit =
                config.optional("max_value").isPresent() ? config.number("max_value") : Double.POSITIVE_INFINITY;
        return new ReLU("", limit, config.number("negative_slope"), config.number("threshold"));
    }

    /** The axis is a number, or a list of one. */
    private static Softmax softmax(Json config) throws KerasFileException {
        JsonNode axis = config.optional(ConfigReader.AXIS).orElse(null);
        if (axis == null) {
            return Softmax.of();
        }
        if (axis.isArray() && axis.size() == 1 && Json.isWhole(axis.get(0))) {
            return Softmax.of(axis.get(0).asInt());
        }
        return Softmax.of(config.integer(ConfigReader.AXIS));
    }
}
