package io.fovea.report;

import java.util.List;
import java.util.stream.Stream;

import io.fovea.Model;
import io.fovea.activations.ActivationFunction;
import io.fovea.activations.ActivationFunction.Scope;
import io.fovea.layers.Activation;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Dense;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Layer;
import io.fovea.layers.SeparableConv2D;

/** The activation functions of the model's layers, each once. */
record ActivationsSection(Model model) implements Section {
    @Override
    public String heading() {
        return "The activations of its layers";
    }

    @Override
    public String body() {
        List<ActivationFunction> functions = model.layers().stream()
                .flatMap(ActivationsSection::function)
                .filter(function -> function.kind().scope() != Scope.IDENTITY)
                .distinct()
                .toList();
        return functions.isEmpty() ? "" : ActivationCurve.figures(functions);
    }

    private static Stream<ActivationFunction> function(Layer layer) {
        return switch (layer) {
            case Conv2D conv -> Stream.of(conv.activation());
            case Conv2DTranspose conv -> Stream.of(conv.activation());
            case DepthwiseConv2D conv -> Stream.of(conv.activation());
            case SeparableConv2D conv -> Stream.of(conv.activation());
            case Dense dense -> Stream.of(dense.activation());
            case Activation activation -> Stream.of(activation.function());
            default -> Stream.empty();
        };
    }
}
