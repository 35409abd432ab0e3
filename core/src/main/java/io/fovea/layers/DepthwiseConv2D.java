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
import io.fovea.custom.SymbolicTensor;
import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.copy.DepthwiseConv2DBuilder;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.DepthwiseOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A convolution of each channel by itself (Sifre, 2014; Howard et al., arXiv:1704.04861): each channel has {@code depthMultiplier} filters
 * of its own.
 *
 * <p>Input {@code [n, h, w, c]}; output {@code [n, h', w', c depthMultiplier]}, with h' and w' as of {@link Conv2D}; output channel {@code k
 * depthMultiplier + j} comes from input channel k. Weights: {@code kernel [kernelHeight, kernelWidth, c, depthMultiplier]}, {@code bias [c
 * depthMultiplier]}.
 *
 * <p>Example: {@code DepthwiseConv2D.of(3).padding(SAME).useBias(false)}
 *
 * @param name of the layer; empty: automatic
 * @param kernelHeight rows of the window, 1 or more
 * @param kernelWidth columns of the window, 1 or more
 * @param strideHeight rows from one window to the next, 1 or more; default 1
 * @param strideWidth columns from one window to the next, 1 or more; default 1
 * @param padding what happens at the edges; default {@link Padding#VALID}
 * @param depthMultiplier filters of each channel, 1 or more; default 1
 * @param dilationHeight rows from one weight of the window to the next, 1 or more; default 1
 * @param dilationWidth columns from one weight of the window to the next, 1 or more; default 1
 * @param activation applied to the result; default none
 * @param useBias whether a bias is added to each channel of the output; default true
 * @param depthwiseInitializer of the kernel; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 * @param depthwiseRegularizer the penalty on the depthwise kernel; default none
 * @param biasRegularizer the penalty on the bias; default none
 * @param depthwiseConstraint what holds for the depthwise kernel after each update; default none
 * @param biasConstraint what holds for the bias after each update; default none
 * @param activityRegularizer the penalty on the numbers of the output, its sum over a sample; default none
 */
@RecordBuilder.Include(value = DepthwiseConv2D.class, packagePattern = "@.copy")
public record DepthwiseConv2D(
        String name, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding,
        int depthMultiplier, int dilationHeight, int dilationWidth, ActivationFunction activation, boolean useBias,
        Initializer depthwiseInitializer, Initializer biasInitializer, Optional<Regularizer> depthwiseRegularizer,
        Optional<Regularizer> biasRegularizer, Optional<Constraint> depthwiseConstraint,
        Optional<Constraint> biasConstraint, Optional<ElementwisePenalty> activityRegularizer)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1, or both a stride and a dilation are above 1
     */
    public DepthwiseConv2D {
        Check.of("DepthwiseConv2D")
                .present("name", name)
                .atLeast(1, "kernelHeight", kernelHeight)
                .atLeast(1, "kernelWidth", kernelWidth)
                .atLeast(1, "strideHeight", strideHeight)
                .atLeast(1, "strideWidth", strideWidth)
                .present("padding", padding)
                .atLeast(1, "depthMultiplier", depthMultiplier)
                .atLeast(1, "dilationHeight", dilationHeight)
                .atLeast(1, "dilationWidth", dilationWidth)
                .present("activation", activation)
                .present("depthwiseInitializer", depthwiseInitializer)
                .present("biasInitializer", biasInitializer)
                .present("depthwiseRegularizer", depthwiseRegularizer)
                .present("biasRegularizer", biasRegularizer)
                .present("depthwiseConstraint", depthwiseConstraint)
                .present("biasConstraint", biasConstraint)
                .present("activityRegularizer", activityRegularizer);
        SlidingWindow.checkStrides(
                "DepthwiseConv2D", strideHeight, strideWidth, dilationHeight, dilationWidth);
    }

    /** Windows of {@code kernelSize} x {@code kernelSize}, all else at its default. */
    public static DepthwiseConv2D of(int kernelSize) {
        return of(kernelSize, kernelSize);
    }

    /** Windows of {@code kernelHeight} x {@code kernelWidth}, all else at its default. */
    public static DepthwiseConv2D of(int kernelHeight, int kernelWidth) {
        return new DepthwiseConv2D(
                "", kernelHeight, kernelWidth, 1, 1, Padding.VALID, 1, 1, 1, Activations.LINEAR, true,
                VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private DepthwiseConv2DBuilder copy() {
        return DepthwiseConv2DBuilder.copyOf(this);
    }

    @Override
    public DepthwiseConv2D named(String newName) {
        return copy().name(newName).build();
    }

    /** With this stride in both directions, 1 or more; default 1. */
    public DepthwiseConv2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides, 1 or more; default 1. */
    public DepthwiseConv2D strides(int height, int width) {
        return copy().strideHeight(height).strideWidth(width).build();
    }

    /** With this padding; default {@link Padding#VALID}. */
    public DepthwiseConv2D padding(Padding newPadding) {
        return copy().padding(newPadding).build();
    }

    /** With so many filters for each channel, 1 or more; default 1. */
    public DepthwiseConv2D depthMultiplier(int filters) {
        return copy().depthMultiplier(filters).build();
    }

    /** With this dilation in both directions, 1 or more; default 1. Keras's {@code dilation_rate}. */
    public DepthwiseConv2D dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    /** With these dilations, 1 or more; default 1. */
    public DepthwiseConv2D dilation(int height, int width) {
        return copy().dilationHeight(height).dilationWidth(width).build();
    }

    /** With this activation; default none. */
    public DepthwiseConv2D activation(ActivationFunction function) {
        return copy().activation(function).build();
    }

    /** With or without bias; default with. */
    public DepthwiseConv2D useBias(boolean use) {
        return copy().useBias(use).build();
    }

    /** With this initializer of the kernel; default Glorot uniform. */
    public DepthwiseConv2D depthwiseInitializer(Initializer initializer) {
        return copy().depthwiseInitializer(initializer).build();
    }

    /** With this initializer of the bias; default 0. */
    public DepthwiseConv2D biasInitializer(Initializer initializer) {
        return copy().biasInitializer(initializer).build();
    }

    /** With this penalty on the depthwise kernel; default none. */
    public DepthwiseConv2D depthwiseRegularizer(Regularizer penalty) {
        return copy().depthwiseRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the bias; default none. */
    public DepthwiseConv2D biasRegularizer(Regularizer penalty) {
        return copy().biasRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the depthwise kernel; default none. */
    public DepthwiseConv2D depthwiseConstraint(Constraint constraint) {
        return copy().depthwiseConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the bias; default none. */
    public DepthwiseConv2D biasConstraint(Constraint constraint) {
        return copy().biasConstraint(Optional.of(constraint)).build();
    }

    /** With this penalty on the numbers of the output, added to the loss: its sum over a sample, its mean over the samples; default none. */
    public DepthwiseConv2D activityRegularizer(ElementwisePenalty penalty) {
        return copy().activityRegularizer(Optional.of(penalty)).build();
    }

    private SlidingWindow window() {
        return SlidingWindow.dilated(
                kernelHeight, kernelWidth, dilationHeight, dilationWidth, strideHeight, strideWidth, padding);
    }

    private int channels(List<Shape> inputs) {
        return Shape.of(Layer.featureMap(inputs).channels(), depthMultiplier).size();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return window().outputShape(inputs, channels(inputs));
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight(
                "kernel", Shape.of(kernelHeight, kernelWidth, Layer.featureMap(inputs).channels(), depthMultiplier),
                depthwiseInitializer, true, depthwiseRegularizer, depthwiseConstraint));
        if (useBias) {
            weights.add(new Weight("bias", Shape.of(channels(inputs)), biasInitializer, true, biasRegularizer,
                    biasConstraint));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        return (long) outputShape(inputs).size() * kernelHeight * kernelWidth;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Shape shape = outputShape(lowering.inputShapes());
        Optional<Parameter> bias = lowering.vector(useBias, "bias", shape.channels());
        Value out = lower(lowering, window(), kernelHeight, kernelWidth, dilationHeight, dilationWidth,
                depthMultiplier, inputs.getFirst(), shape, "kernel", bias);
        return ActivityPenalty.of(
                lowering, Activation.lower(lowering, activation, out, shape), activityRegularizer);
    }

    /** A depthwise convolution; each channel is repeated for each of its filters. */
    static Value lower(
            Lowering lowering, SlidingWindow window, int kernelHeight, int kernelWidth, int dilationHeight,
            int dilationWidth, int depthMultiplier, Value input, Shape shape, String kernel, Optional<Parameter> bias) {
        Shape given = Shape.of(input.height(), input.width(), input.channels());
        Value in = depthMultiplier == 1
                ? input
                : LoweredTensor.known(LoweredTensor.of(lowering, given, input)
                        .repeat(SymbolicTensor.CHANNELS, depthMultiplier)).value().orElseThrow();
        Geometry geometry = new Geometry(
                in.height(), in.width(), shape.dimension(0), shape.dimension(1), kernelHeight, kernelWidth,
                window.stepDown(in.height()), window.stepRight(in.width()), dilationHeight, dilationWidth,
                window.top(in.height()), window.left(in.width()));
        int taps = kernelHeight * kernelWidth;
        return lowering.add(new DepthwiseOperation(
                lowering.name(), in, lowering.value(shape), geometry,
                lowering.parameter(kernel, new WeightLayout(1, taps, taps, in.channels(), lowering.lanes())), bias));
    }
}
