package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.VarianceScaling;
import io.fovea.ops.DenseOperation;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A fully connected layer: every output is a weighted sum of all inputs.
 *
 * <p>Input {@code [c]}, output {@code [units]}: {@code activation(x kernel + bias)}. Weights: {@code kernel [c, units]}, {@code
 * bias [units]}. A picture {@code [h, w, c]} is taken pixel by pixel, as in Keras, and becomes {@code [h, w, units]}; put
 * {@link Flatten} before it to take it as a whole.
 *
 * <p>Example: {@code Dense.of(128).activation(RELU)}
 *
 * @param name of the layer; empty: automatic
 * @param units how many outputs, 1 or more
 * @param activation applied to the result; default none
 * @param useBias whether each output has a number that is added; default true
 * @param kernelInitializer of the weights; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 */
public record Dense(
        String name, int units, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
        Initializer biasInitializer)
        implements Layer {
    /**
     * Checks the number of units.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Dense: units are 1 or more, but got " + units);
        }
    }

    /** {@code units} outputs, all else at its default. */
    public static Dense of(int units) {
        return new Dense("", units, Activations.LINEAR, true, VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS);
    }

    @Override
    public Dense named(String newName) {
        return new Dense(newName, units, activation, useBias, kernelInitializer, biasInitializer);
    }

    /** With this activation. */
    public Dense activation(ActivationFunction function) {
        return new Dense(name, units, function, useBias, kernelInitializer, biasInitializer);
    }

    /** With or without bias. */
    public Dense useBias(boolean use) {
        return new Dense(name, units, activation, use, kernelInitializer, biasInitializer);
    }

    /** With this initialiser of the kernel. */
    public Dense kernelInitializer(Initializer initializer) {
        return new Dense(name, units, activation, useBias, initializer, biasInitializer);
    }

    /** With this initialiser of the bias. */
    public Dense biasInitializer(Initializer initializer) {
        return new Dense(name, units, activation, useBias, kernelInitializer, initializer);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        int[] shape = Layer.single(inputs).toArray();
        shape[shape.length - 1] = units;
        return Shape.of(shape);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        Shape kernel = Shape.of(Layer.single(inputs).channels(), units);
        weights.add(new Weight("kernel", kernel, kernelInitializer, true));
        if (useBias) {
            weights.add(new Weight("bias", Shape.of(units), biasInitializer, true));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        return (long) outputShape(inputs).size() * Layer.single(inputs).channels();
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Shape shape = outputShape(lowering.inputShapes());
        Optional<Parameter> bias = useBias
                ? Optional.of(lowering.parameter("bias", WeightLayout.vector(units, lowering.lanes())))
                : Optional.empty();
        Value out = shape.rank() == 3 ? onPixels(lowering, in, shape, bias) : onVector(lowering, in, shape, bias);
        return Activation.lower(lowering, activation, out, shape);
    }

    private Value onVector(Lowering lowering, Value in, Shape shape, Optional<Parameter> bias) {
        Parameter kernel = lowering.parameter("kernel", new WeightLayout(
                in.height() * in.width(), in.channels(), in.channelStride(), units, lowering.lanes()));
        return lowering.add(
                new DenseOperation(lowering.name(), in, lowering.value(shape), kernel, bias, Epilogue.NONE));
    }

    private Value onPixels(Lowering lowering, Value in, Shape shape, Optional<Parameter> bias) {
        Parameter kernel = lowering.parameter("kernel", new WeightLayout(
                1, in.channels(), in.channelStride(), units, lowering.lanes()));
        Geometry geometry = new Geometry(
                in.height(), in.width(), in.height(), in.width(), 1, 1, 1, 1, 1, 1, 0, 0);
        return lowering.add(new ConvolutionOperation(
                lowering.name(), in, lowering.value(shape), geometry, kernel, bias));
    }
}
