package io.fovea.keras;

import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Kind;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;

/**
 * Keras's layers that are activation functions. {@code ReLU} and {@code Softmax} are read, and written as {@code Activation},
 * which computes the same.
 */
final class ActivationFormats {
    static final List<LayerFormat<?>> ALL = List.of(
            LayerFormat.of(
                    "Activation", Activation.class, config -> Activation.of(Terms.activation(config)),
                    (layer, name) -> Fields.of(name).with("activation", Terms.activation(name, layer.function())))
                    .only(layer -> hasDefault(layer.function())),
            LayerFormat.of("ReLU", Activation.class, ActivationFormats::relu, ActivationFormats::parameter)
                    .only(layer -> false),
            withParameter("LeakyReLU", Kind.LEAKY_RELU),
            withParameter("ELU", Kind.ELU),
            LayerFormat.of("Softmax", Activation.class, ActivationFormats::softmax, ActivationFormats::parameter)
                    .only(layer -> false));

    private ActivationFormats() {}

    private static boolean hasDefault(ActivationFunction function) {
        return function.equals(function.kind().withDefault());
    }

    /** A class for a function whose parameter is not Keras's default. */
    private static LayerFormat<Activation> withParameter(String className, Kind kind) {
        String argument = kind.parameter().orElseThrow();
        return LayerFormat.of(
                className, Activation.class,
                config -> Activation.of(new ActivationFunction(kind, config.number(argument))),
                ActivationFormats::parameter)
                .only(layer -> layer.function().kind() == kind && !hasDefault(layer.function()));
    }

    private static Fields parameter(Activation layer, String name) {
        ActivationFunction function = layer.function();
        return Fields.of(name).with(function.kind().parameter().orElseThrow(), function.alpha());
    }

    private static Activation relu(Json config) throws KerasFileException {
        config.refuse("max_value");
        if (config.number("threshold") != 0) {
            throw new KerasFileException(
                    config.where() + ": 'threshold' is " + config.number("threshold") + ", but only 0 is supported");
        }
        double slope = config.number("negative_slope");
        return Activation.of(slope == 0 ? Activations.RELU : Activations.leakyRelu(slope));
    }

    private static Activation softmax(Json config) {
        config.ignore(ConfigReader.AXIS);
        return Activation.of(Activations.SOFTMAX);
    }
}
