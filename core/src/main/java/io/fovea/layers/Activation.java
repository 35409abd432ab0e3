package io.fovea.layers;

import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.ops.ActivationOperation;
import io.fovea.ops.SoftmaxOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * An activation function as a layer of its own. The output has the input's shape. No weights.
 *
 * <p>Example: {@code Activation.of(RELU)} after {@code BatchNormalization.of()}
 *
 * @param name of the layer; empty: automatic
 * @param function what is applied to each element; a softmax is taken over the channels
 */
public record Activation(String name, ActivationFunction function) implements Layer {
    /** The layer of {@code function}. */
    public static Activation of(ActivationFunction function) {
        return new Activation("", function);
    }

    @Override
    public Activation named(String newName) {
        return new Activation(newName, function);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return lower(lowering, function, inputs.getFirst(), outputShape(lowering.inputShapes()));
    }

    /** An activation at the end of a layer, as an operation that the plan may fuse into the one before. */
    static Value lower(Lowering lowering, ActivationFunction function, Value input, Shape shape) {
        return switch (function.kind()) {
            case LINEAR -> input;
            case SOFTMAX -> lowering.add(new SoftmaxOperation(lowering.name(), input, lowering.value(shape)));
            default -> lowering.add(ActivationOperation.of(
                    lowering.name(), input, function.kind().name(), (float) function.alpha()));
        };
    }
}
