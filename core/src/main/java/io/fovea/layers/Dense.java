package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.custom.Constraint;
import io.fovea.custom.ElementwisePenalty;
import io.fovea.custom.Regularizer;
import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.copy.DenseBuilder;
import io.fovea.ops.DenseOperation;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A fully connected layer: {@code activation(x kernel + bias)}.
 *
 * <p>Input {@code [n, c]}, output {@code [n, units]}. Weights: {@code kernel [c, units]}, {@code bias [units]}. As in Keras, an
 * input {@code [n, h, w, c]} is taken pixel by pixel and becomes {@code [n, h, w, units]}; put {@link Flatten} before the layer
 * to take all pixels together.
 *
 * <p>Example: {@code Dense.of(128).activation(RELU)}
 *
 * @param name of the layer; empty: automatic
 * @param units channels of the output, 1 or more
 * @param activation applied to the result; default none
 * @param useBias whether a bias is added to each output; default true
 * @param kernelInitializer of the kernel; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 * @param kernelRegularizer the penalty on the kernel; default none
 * @param biasRegularizer the penalty on the bias; default none
 * @param kernelConstraint what holds for the kernel after each update; default none
 * @param biasConstraint what holds for the bias after each update; default none
 * @param activityRegularizer the penalty on the numbers of the output, its sum over a sample; default none
 */
@RecordBuilder.Include(value = Dense.class, packagePattern = "@.copy")
public record Dense(
        String name, int units, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
        Initializer biasInitializer, Optional<Regularizer> kernelRegularizer, Optional<Regularizer> biasRegularizer,
        Optional<Constraint> kernelConstraint, Optional<Constraint> biasConstraint,
        Optional<ElementwisePenalty> activityRegularizer)
        implements Layer {
    /**
     * Checks the number of units.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public Dense {
        Check.of("Dense")
                .present("name", name)
                .atLeast(1, "units", units)
                .present("activation", activation)
                .present("kernelInitializer", kernelInitializer)
                .present("biasInitializer", biasInitializer)
                .present("kernelRegularizer", kernelRegularizer)
                .present("biasRegularizer", biasRegularizer)
                .present("kernelConstraint", kernelConstraint)
                .present("biasConstraint", biasConstraint)
                .present("activityRegularizer", activityRegularizer);
    }

    /** {@code units} outputs, all else at its default. */
    public static Dense of(int units) {
        return new Dense("", units, Activations.LINEAR, true, VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private DenseBuilder copy() {
        return DenseBuilder.copyOf(this);
    }

    @Override
    public Dense named(String newName) {
        return copy().name(newName).build();
    }

    /** With this activation; default none. */
    public Dense activation(ActivationFunction function) {
        return copy().activation(function).build();
    }

    /** With or without bias; default with. */
    public Dense useBias(boolean use) {
        return copy().useBias(use).build();
    }

    /** With this initializer of the kernel; default Glorot uniform. */
    public Dense kernelInitializer(Initializer initializer) {
        return copy().kernelInitializer(initializer).build();
    }

    /** With this initializer of the bias; default 0. */
    public Dense biasInitializer(Initializer initializer) {
        return copy().biasInitializer(initializer).build();
    }

    /** With this penalty on the kernel; default none. */
    public Dense kernelRegularizer(Regularizer penalty) {
        return copy().kernelRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the bias; default none. */
    public Dense biasRegularizer(Regularizer penalty) {
        return copy().biasRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the kernel; default none. */
    public Dense kernelConstraint(Constraint constraint) {
        return copy().kernelConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the bias; default none. */
    public Dense biasConstraint(Constraint constraint) {
        return copy().biasConstraint(Optional.of(constraint)).build();
    }

    /** With this penalty on the numbers of the output, added to the loss: its sum over a sample, its mean over the samples; default none. */
    public Dense activityRegularizer(ElementwisePenalty penalty) {
        return copy().activityRegularizer(Optional.of(penalty)).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        kernelShape(inputs);
        return Layer.single(inputs).withChannels(units);
    }

    private Shape kernelShape(List<Shape> inputs) {
        return Shape.of(Layer.single(inputs).channels(), units);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight(
                "kernel", kernelShape(inputs), kernelInitializer, true, kernelRegularizer, kernelConstraint));
        if (useBias) {
            weights.add(new Weight(
                    "bias", Shape.of(units), biasInitializer, true, biasRegularizer, biasConstraint));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        return (long) outputShape(inputs).size() * Layer.single(inputs).channels();
    }

    @Override
    public boolean readsFlat() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Shape shape = outputShape(lowering.inputShapes());
        Optional<Parameter> bias = lowering.vector(useBias, "bias", units);
        Value out = product(lowering, lowering.name(), inputs.getFirst(), shape, "kernel", bias);
        return ActivityPenalty.of(
                lowering, Activation.lower(lowering, activation, out, shape), activityRegularizer);
    }

    /**
     * The product of {@code in} with a weight over the last axis.
     *
     * @param shape of the result; of a vector all elements of {@code in} are read as one vector
     * @param weight name of a weight {@code [channels of in, channels of the result]}
     */
    static Value product(
            Lowering lowering, String name, Value in, Shape shape, String weight, Optional<Parameter> bias) {
        boolean vector = shape.rank() == 1;
        Parameter kernel = lowering.parameter(weight, new WeightLayout(
                vector ? in.height() * in.width() : 1, in.channels(), in.channelStride(), shape.channels(),
                lowering.lanes()));
        Value out = lowering.value(shape);
        return lowering.add(vector
                ? new DenseOperation(name, in, out, kernel, bias, Epilogue.NONE)
                : new ConvolutionOperation(name, in, out, pixelByPixel(in), kernel, bias));
    }

    private static Geometry pixelByPixel(Value in) {
        return new Geometry(in.height(), in.width(), in.height(), in.width(), 1, 1, 1, 1, 1, 1, 0, 0);
    }
}
