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
import io.fovea.layers.copy.Conv2DBuilder;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Two-dimensional convolution (LeCun et al., 1998): each filter is a small window of weights that slides over the feature map
 * and gives, at each place, the sum of the products of weights and elements.
 *
 * <p>Input {@code [n, h, w, c]}; output {@code [n, h', w', filters]} with, for a window of {@code e = (kernel - 1) dilation + 1}
 * pixels: {@link Padding#VALID}: {@code h' = (h - e) / stride + 1} rounded down; {@link Padding#SAME}: {@code h' = h / stride}
 * rounded up. Weights: {@code kernel [kernelHeight, kernelWidth, c / groups, filters]}, {@code bias [filters]}.
 *
 * <p>Example: {@code Conv2D.of(32, 3).padding(SAME).activation(RELU)}
 *
 * @param name of the layer; empty: automatic
 * @param filters channels of the output, 1 or more
 * @param kernelHeight rows of the window, 1 or more
 * @param kernelWidth columns of the window, 1 or more
 * @param strideHeight rows from one window to the next, 1 or more; default 1
 * @param strideWidth columns from one window to the next, 1 or more; default 1
 * @param padding what happens at the edges; default {@link Padding#VALID}
 * @param dilationHeight rows from one weight of the window to the next, 1 or more; default 1
 * @param dilationWidth columns from one weight of the window to the next, 1 or more; default 1
 * @param groups into how many groups channels and filters fall, each filter seeing the channels of its group alone; divides both; default 1
 * @param activation applied to the result; default none
 * @param useBias whether a bias is added to each filter's output; default true
 * @param kernelInitializer of the kernel; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 * @param kernelRegularizer the penalty on the kernel; default none
 * @param biasRegularizer the penalty on the bias; default none
 * @param kernelConstraint what holds for the kernel after each update; default none
 * @param biasConstraint what holds for the bias after each update; default none
 * @param activityRegularizer the penalty on the numbers of the output, its sum over a sample; default none
 */
@RecordBuilder.Include(value = Conv2D.class, packagePattern = "@.copy")
public record Conv2D(
        String name, int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding,
        int dilationHeight, int dilationWidth, int groups, ActivationFunction activation, boolean useBias,
        Initializer kernelInitializer, Initializer biasInitializer, Optional<Regularizer> kernelRegularizer,
        Optional<Regularizer> biasRegularizer, Optional<Constraint> kernelConstraint,
        Optional<Constraint> biasConstraint, Optional<ElementwisePenalty> activityRegularizer)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1, groups does not divide the filters, or both a stride and a
     *     dilation are above 1
     */
    public Conv2D {
        Check.of("Conv2D")
                .present("name", name)
                .atLeast(1, "filters", filters)
                .atLeast(1, "kernelHeight", kernelHeight)
                .atLeast(1, "kernelWidth", kernelWidth)
                .atLeast(1, "strideHeight", strideHeight)
                .atLeast(1, "strideWidth", strideWidth)
                .present("padding", padding)
                .atLeast(1, "dilationHeight", dilationHeight)
                .atLeast(1, "dilationWidth", dilationWidth)
                .atLeast(1, "groups", groups)
                .check(groups < 1 || filters % groups == 0, "groups", "a divisor of the " + filters + " filters",
                        groups)
                .present("activation", activation)
                .present("kernelInitializer", kernelInitializer)
                .present("biasInitializer", biasInitializer)
                .present("kernelRegularizer", kernelRegularizer)
                .present("biasRegularizer", biasRegularizer)
                .present("kernelConstraint", kernelConstraint)
                .present("biasConstraint", biasConstraint)
                .present("activityRegularizer", activityRegularizer);
        SlidingWindow.checkStrides("Conv2D", strideHeight, strideWidth, dilationHeight, dilationWidth);
    }

    /** {@code filters} filters of {@code kernelSize} x {@code kernelSize}, all else at its default. */
    public static Conv2D of(int filters, int kernelSize) {
        return of(filters, kernelSize, kernelSize);
    }

    /** {@code filters} filters of {@code kernelHeight} x {@code kernelWidth}, all else at its default. */
    public static Conv2D of(int filters, int kernelHeight, int kernelWidth) {
        return new Conv2D(
                "", filters, kernelHeight, kernelWidth, 1, 1, Padding.VALID, 1, 1, 1, Activations.LINEAR, true,
                VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private Conv2DBuilder copy() {
        return Conv2DBuilder.copyOf(this);
    }

    @Override
    public Conv2D named(String newName) {
        return copy().name(newName).build();
    }

    /** With this stride in both directions, 1 or more; default 1. */
    public Conv2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides, 1 or more; default 1. */
    public Conv2D strides(int height, int width) {
        return copy().strideHeight(height).strideWidth(width).build();
    }

    /** With this padding; default {@link Padding#VALID}. */
    public Conv2D padding(Padding newPadding) {
        return copy().padding(newPadding).build();
    }

    /** With this dilation in both directions, 1 or more; default 1. Keras's {@code dilation_rate}. */
    public Conv2D dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    /** With these dilations, 1 or more; default 1. */
    public Conv2D dilation(int height, int width) {
        return copy().dilationHeight(height).dilationWidth(width).build();
    }

    /** With so many groups of channels and filters, a divisor of both; default 1. */
    public Conv2D groups(int count) {
        return copy().groups(count).build();
    }

    /** With this activation; default none. */
    public Conv2D activation(ActivationFunction function) {
        return copy().activation(function).build();
    }

    /** With or without bias; default with. */
    public Conv2D useBias(boolean use) {
        return copy().useBias(use).build();
    }

    /** With this initializer of the kernel; default Glorot uniform. */
    public Conv2D kernelInitializer(Initializer initializer) {
        return copy().kernelInitializer(initializer).build();
    }

    /** With this initializer of the bias; default 0. */
    public Conv2D biasInitializer(Initializer initializer) {
        return copy().biasInitializer(initializer).build();
    }

    /** With this penalty on the kernel; default none. */
    public Conv2D kernelRegularizer(Regularizer penalty) {
        return copy().kernelRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the bias; default none. */
    public Conv2D biasRegularizer(Regularizer penalty) {
        return copy().biasRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the kernel; default none. */
    public Conv2D kernelConstraint(Constraint constraint) {
        return copy().kernelConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the bias; default none. */
    public Conv2D biasConstraint(Constraint constraint) {
        return copy().biasConstraint(Optional.of(constraint)).build();
    }

    /** With this penalty on the numbers of the output, added to the loss: its sum over a sample, its mean over the samples; default none. */
    public Conv2D activityRegularizer(ElementwisePenalty penalty) {
        return copy().activityRegularizer(Optional.of(penalty)).build();
    }

    private SlidingWindow window() {
        return SlidingWindow.dilated(
                kernelHeight, kernelWidth, dilationHeight, dilationWidth, strideHeight, strideWidth, padding);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        kernelShape(inputs);
        return window().outputShape(inputs, filters);
    }

    private Shape kernelShape(List<Shape> inputs) {
        int channels = Layer.featureMap(inputs).channels();
        if (channels % groups != 0) {
            throw new IllegalArgumentException(
                    "the channels of an input of shape " + Layer.featureMap(inputs) + " can't be divided into " + groups
                            + " groups of one size");
        }
        return Shape.of(kernelHeight, kernelWidth, channels / groups, filters);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight(
                "kernel", kernelShape(inputs), kernelInitializer, true, kernelRegularizer, kernelConstraint));
        if (useBias) {
            weights.add(new Weight(
                    "bias", Shape.of(filters), biasInitializer, true, biasRegularizer, biasConstraint));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        // Less than 2^62: both factors are at most the size of a shape.
        return (long) outputShape(inputs).size() * (kernelShape(inputs).size() / filters);
    }

    @Override
    public boolean readsPackedChannels() {
        return groups == 1;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Shape shape = outputShape(lowering.inputShapes());
        SlidingWindow window = window();
        Geometry geometry = new Geometry(
                in.height(), in.width(), shape.dimension(0), shape.dimension(1), kernelHeight, kernelWidth,
                window.stepDown(in.height()), window.stepRight(in.width()), dilationHeight, dilationWidth,
                window.top(in.height()), window.left(in.width()));
        if (groups > 1) {
            Value grouped = new GroupedConvolution(lowering, groups, in, shape, geometry, useBias).lower();
            return ActivityPenalty.of(
                    lowering, Activation.lower(lowering, activation, grouped, shape), activityRegularizer);
        }
        WeightLayout kernel = new WeightLayout(
                kernelHeight * kernelWidth, in.channels(), in.channelStride(), filters, lowering.lanes());
        Optional<Parameter> bias = lowering.vector(useBias, "bias", filters);
        Value out = lowering.add(new ConvolutionOperation(
                lowering.name(), in, lowering.value(shape), geometry, lowering.parameter("kernel", kernel), bias));
        return ActivityPenalty.of(
                lowering, Activation.lower(lowering, activation, out, shape), activityRegularizer);
    }
}
