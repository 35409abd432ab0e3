package io.fovea.layers;

import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.description.Check;
import io.fovea.ops.ActivationOperation;
import io.fovea.ops.PixelSoftmaxOperation;
import io.fovea.ops.SoftmaxOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * An activation function as a layer of its own. Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. No
 * weights.
 *
 * <p>Example: {@code Activation.of(RELU)} after {@code BatchNormalization.of()}
 *
 * @param name of the layer; empty: automatic
 * @param function applied to each element; a softmax and its kin are taken over the channels
 */
public record Activation(String name, ActivationFunction function) implements Layer {
    /** Checks that both are there. */
    public Activation {
        Check.of("Activation").present("name", name).present("function", function);
    }

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
        String name = lowering.name();
        ActivationFunction.Engine engine = function.engine();
        return switch (function.kind().scope()) {
            case IDENTITY -> input;
            case ELEMENT -> lowering.add(
                    ActivationOperation.of(name, input, input.like(name), engine.function(), engine.numbers()));
            case CHANNELS -> alongChannels(lowering, engine.function(), input, shape);
        };
    }

    /** A softmax of many pixels, and its logarithm, are computed on vectors. */
    static Value alongChannels(Lowering lowering, String function, Value input, Shape shape) {
        Value output = lowering.value(shape);
        boolean manyPixels = input.height() * input.width() > 1;
        boolean logarithm = function.equals("LOG_SOFTMAX");
        return lowering.add(manyPixels && (logarithm || function.equals("SOFTMAX"))
                ? new PixelSoftmaxOperation(lowering.name(), input, output, logarithm)
                : SoftmaxOperation.of(lowering.name(), input, output, function, SoftmaxOperation.Axis.CHANNELS));
    }
}
