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
import io.fovea.layers.copy.SeparableConv2DBuilder;
import io.fovea.ops.Parameter;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A depthwise convolution followed by one of 1 x 1 pixels that mixes the channels (Chollet, arXiv:1610.02357).
 *
 * <p>Input {@code [n, h, w, c]}; output {@code [n, h', w', filters]}, with h' and w' as of {@link Conv2D}. Weights: {@code depthwise_kernel
 * [kernelHeight, kernelWidth, c, depthMultiplier]}, {@code pointwise_kernel [1, 1, c depthMultiplier, filters]}, {@code bias [filters]}.
 *
 * <p>Example: {@code SeparableConv2D.of(64, 3).padding(SAME).activation(RELU)}
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
 * @param depthMultiplier depthwise filters of each channel, 1 or more; default 1
 * @param activation applied to the result; default none
 * @param useBias whether a bias is added to each filter's output; default true
 * @param depthwiseInitializer of the depthwise kernel; default Glorot uniform
 * @param pointwiseInitializer of the pointwise kernel; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 * @param depthwiseRegularizer the penalty on the depthwise kernel; default none
 * @param pointwiseRegularizer the penalty on the pointwise kernel; default none
 * @param biasRegularizer the penalty on the bias; default none
 * @param depthwiseConstraint what holds for the depthwise kernel after each update; default none
 * @param pointwiseConstraint what holds for the pointwise kernel after each update; default none
 * @param biasConstraint what holds for the bias after each update; default none
 * @param activityRegularizer the penalty on the numbers of the output, its sum over a sample; default none
 */
@RecordBuilder.Include(value = SeparableConv2D.class, packagePattern = "@.copy")
public record SeparableConv2D(
        String name, int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
        Padding padding, int dilationHeight, int dilationWidth, int depthMultiplier, ActivationFunction activation,
        boolean useBias, Initializer depthwiseInitializer, Initializer pointwiseInitializer,
        Initializer biasInitializer, Optional<Regularizer> depthwiseRegularizer,
        Optional<Regularizer> pointwiseRegularizer, Optional<Regularizer> biasRegularizer,
        Optional<Constraint> depthwiseConstraint, Optional<Constraint> pointwiseConstraint,
        Optional<Constraint> biasConstraint, Optional<ElementwisePenalty> activityRegularizer)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1, or both a stride and a dilation are above 1
     */
    public SeparableConv2D {
        Check.of("SeparableConv2D")
                .present("name", name)
                .atLeast(1, "filters", filters)
                .atLeast(1, "kernelHeight", kernelHeight)
                .atLeast(1, "kernelWidth", kernelWidth)
                .atLeast(1, "strideHeight", strideHeight)
                .atLeast(1, "strideWidth", strideWidth)
                .present("padding", padding)
                .atLeast(1, "dilationHeight", dilationHeight)
                .atLeast(1, "dilationWidth", dilationWidth)
                .atLeast(1, "depthMultiplier", depthMultiplier)
                .present("activation", activation)
                .present("depthwiseInitializer", depthwiseInitializer)
                .present("pointwiseInitializer", pointwiseInitializer)
                .present("biasInitializer", biasInitializer)
                .present("depthwiseRegularizer", depthwiseRegularizer)
                .present("pointwiseRegularizer", pointwiseRegularizer)
                .present("biasRegularizer", biasRegularizer)
                .present("depthwiseConstraint", depthwiseConstraint)
                .present("pointwiseConstraint", pointwiseConstraint)
                .present("biasConstraint", biasConstraint)
                .present("activityRegularizer", activityRegularizer);
        SlidingWindow.checkStrides("SeparableConv2D", strideHeight, strideWidth, dilationHeight, dilationWidth);
    }

    /** {@code filters} filters with windows of {@code kernelSize} x {@code kernelSize}, all else at its default. */
    public static SeparableConv2D of(int filters, int kernelSize) {
        return of(filters, kernelSize, kernelSize);
    }

    /** {@code filters} filters with windows of {@code kernelHeight} x {@code kernelWidth}, all else at its default. */
    public static SeparableConv2D of(int filters, int kernelHeight, int kernelWidth) {
        return new SeparableConv2D(
                "", filters, kernelHeight, kernelWidth, 1, 1, Padding.VALID, 1, 1, 1, Activations.LINEAR, true,
                VarianceScaling.GLOROT_UNIFORM, VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private SeparableConv2DBuilder copy() {
        return SeparableConv2DBuilder.copyOf(this);
    }

    @Override
    public SeparableConv2D named(String newName) {
        return copy().name(newName).build();
    }

    /** With this stride in both directions, 1 or more; default 1. */
    public SeparableConv2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides, 1 or more; default 1. */
    public SeparableConv2D strides(int height, int width) {
        return copy().strideHeight(height).strideWidth(width).build();
    }

    /** With this padding; default {@link Padding#VALID}. */
    public SeparableConv2D padding(Padding newPadding) {
        return copy().padding(newPadding).build();
    }

    /** With this dilation in both directions, 1 or more; default 1. Keras's {@code dilation_rate}. */
    public SeparableConv2D dilation(int dilation) {
        return copy().dilationHeight(dilation).dilationWidth(dilation).build();
    }

    /** With so many depthwise filters for each channel, 1 or more; default 1. */
    public SeparableConv2D depthMultiplier(int multiplier) {
        return copy().depthMultiplier(multiplier).build();
    }

    /** With this activation; default none. */
    public SeparableConv2D activation(ActivationFunction function) {
        return copy().activation(function).build();
    }

    /** With or without bias; default with. */
    public SeparableConv2D useBias(boolean use) {
        return copy().useBias(use).build();
    }

    /** With this initializer of the depthwise kernel; default Glorot uniform. */
    public SeparableConv2D depthwiseInitializer(Initializer initializer) {
        return copy().depthwiseInitializer(initializer).build();
    }

    /** With this initializer of the pointwise kernel; default Glorot uniform. */
    public SeparableConv2D pointwiseInitializer(Initializer initializer) {
        return copy().pointwiseInitializer(initializer).build();
    }

    /** With this initializer of the bias; default 0. */
    public SeparableConv2D biasInitializer(Initializer initializer) {
        return copy().biasInitializer(initializer).build();
    }

    /** With this penalty on the depthwise kernel; default none. */
    public SeparableConv2D depthwiseRegularizer(Regularizer penalty) {
        return copy().depthwiseRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the pointwise kernel; default none. */
    public SeparableConv2D pointwiseRegularizer(Regularizer penalty) {
        return copy().pointwiseRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the bias; default none. */
    public SeparableConv2D biasRegularizer(Regularizer penalty) {
        return copy().biasRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the depthwise kernel; default none. */
    public SeparableConv2D depthwiseConstraint(Constraint constraint) {
        return copy().depthwiseConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the pointwise kernel; default none. */
    public SeparableConv2D pointwiseConstraint(Constraint constraint) {
        return copy().pointwiseConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the bias; default none. */
    public SeparableConv2D biasConstraint(Constraint constraint) {
        return copy().biasConstraint(Optional.of(constraint)).build();
    }

    /** With this penalty on the numbers of the output, added to the loss: its sum over a sample, its mean over the samples; default none. */
    public SeparableConv2D activityRegularizer(ElementwisePenalty penalty) {
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
        return window().outputShape(inputs, filters);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight(
                "depthwise_kernel",
                Shape.of(kernelHeight, kernelWidth, Layer.featureMap(inputs).channels(), depthMultiplier),
                depthwiseInitializer, true, depthwiseRegularizer, depthwiseConstraint));
        weights.add(new Weight(
                "pointwise_kernel", Shape.of(1, 1, channels(inputs), filters), pointwiseInitializer, true,
                pointwiseRegularizer, pointwiseConstraint));
        if (useBias) {
            weights.add(new Weight("bias", Shape.of(filters), biasInitializer, true, biasRegularizer, biasConstraint));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        Shape out = outputShape(inputs);
        long pixels = (long) out.dimension(0) * out.dimension(1);
        return pixels * channels(inputs) * ((long) kernelHeight * kernelWidth + filters);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Shape shape = outputShape(lowering.inputShapes());
        Shape between = shape.withChannels(channels(lowering.inputShapes()));
        Value depthwise = DepthwiseConv2D.lower(
                lowering, window(), kernelHeight, kernelWidth, dilationHeight, dilationWidth, depthMultiplier,
                inputs.getFirst(), between, "depthwise_kernel", Optional.empty());
        Optional<Parameter> bias = lowering.vector(useBias, "bias", filters);
        Value out = Dense.product(
                lowering, lowering.name() + " pointwise", depthwise, shape, "pointwise_kernel", bias);
        return ActivityPenalty.of(
                lowering, Activation.lower(lowering, activation, out, shape), activityRegularizer);
    }
}
