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
import io.fovea.layers.copy.Conv2DTransposeBuilder;
import io.fovea.ops.convolution.Axis;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The transpose of a convolution, often called a deconvolution (Zeiler et al., 2010; Dumoulin and Visin, arXiv:1603.07285): it goes from
 * the output shape of a {@link Conv2D} back to its input shape. Each input pixel adds its filters' windows to the output.
 *
 * <p>Input {@code [n, h, w, c]}; output {@code [n, h', w', filters]} with, for a window of {@code e = (kernel - 1) dilation + 1} pixels:
 * {@link Padding#VALID}: {@code h' = h stride + max(e - stride, 0)}; {@link Padding#SAME}: {@code h' = h stride}; with an output padding
 * {@code h' = (h - 1) stride + e - 2 pad + outputPadding}, where pad is 0 or for {@link Padding#SAME} e / 2. Weights: {@code kernel
 * [kernelHeight, kernelWidth, filters, c]}, {@code bias [filters]}.
 *
 * <p>Example: {@code Conv2DTranspose.of(64, 3).strides(2).padding(SAME)} doubles height and width.
 *
 * @param name of the layer; empty: automatic
 * @param filters channels of the output, 1 or more
 * @param kernelHeight rows of the window, 1 or more
 * @param kernelWidth columns of the window, 1 or more
 * @param strideHeight output rows from one input row to the next, 1 or more; default 1
 * @param strideWidth output columns from one input column to the next, 1 or more; default 1
 * @param padding what happens at the edges; default {@link Padding#VALID}
 * @param outputPadding rows and columns that are added to the output, 0 or more and below the strides; default chosen by the padding
 * @param dilationHeight rows from one weight of the window to the next, 1 or more; default 1
 * @param dilationWidth columns from one weight of the window to the next, 1 or more; default 1
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
@RecordBuilder.Include(value = Conv2DTranspose.class, packagePattern = "@.copy")
public record Conv2DTranspose(
        String name, int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding,
        Optional<OutputPadding> outputPadding, int dilationHeight, int dilationWidth, ActivationFunction activation,
        boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
        Optional<Regularizer> kernelRegularizer, Optional<Regularizer> biasRegularizer,
        Optional<Constraint> kernelConstraint, Optional<Constraint> biasConstraint,
        Optional<ElementwisePenalty> activityRegularizer)
        implements Layer {
    /**
     * What is added to the output.
     *
     * @param height rows, 0 or more
     * @param width columns, 0 or more
     */
    public record OutputPadding(int height, int width) {
        /**
         * Checks the sizes.
         *
         * @throws IllegalArgumentException when one is below 0
         */
        public OutputPadding {
            Check.of("OutputPadding").atLeast(0, "height", height).atLeast(0, "width", width);
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1, an output padding is not below its stride, or both a stride and a
     *     dilation are above 1
     */
    public Conv2DTranspose {
        Check check = Check.of("Conv2DTranspose")
                .present("name", name)
                .atLeast(1, "filters", filters)
                .atLeast(1, "kernelHeight", kernelHeight)
                .atLeast(1, "kernelWidth", kernelWidth)
                .atLeast(1, "strideHeight", strideHeight)
                .atLeast(1, "strideWidth", strideWidth)
                .present("padding", padding)
                .present("outputPadding", outputPadding)
                .atLeast(1, "dilationHeight", dilationHeight)
                .atLeast(1, "dilationWidth", dilationWidth)
                .present("activation", activation)
                .present("kernelInitializer", kernelInitializer)
                .present("biasInitializer", biasInitializer)
                .present("kernelRegularizer", kernelRegularizer)
                .present("biasRegularizer", biasRegularizer)
                .present("kernelConstraint", kernelConstraint)
                .present("biasConstraint", biasConstraint)
                .present("activityRegularizer", activityRegularizer);
        if (outputPadding.isPresent()) {
            OutputPadding added = outputPadding.get();
            check.check(
                    added.height() < strideHeight && added.width() < strideWidth, "outputPadding",
                    "below the strides " + strideHeight + " and " + strideWidth, added);
        }
        SlidingWindow.checkStrides("Conv2DTranspose", strideHeight, strideWidth, dilationHeight, dilationWidth);
    }

    /** {@code filters} filters of {@code kernelSize} x {@code kernelSize}, all else at its default. */
    public static Conv2DTranspose of(int filters, int kernelSize) {
        return of(filters, kernelSize, kernelSize);
    }

    /** {@code filters} filters of {@code kernelHeight} x {@code kernelWidth}, all else at its default. */
    public static Conv2DTranspose of(int filters, int kernelHeight, int kernelWidth) {
        return new Conv2DTranspose(
                "", filters, kernelHeight, kernelWidth, 1, 1, Padding.VALID, Optional.empty(), 1, 1,
                Activations.LINEAR, true, VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Conv2DTransposeBuilder copy() {
        return Conv2DTransposeBuilder.copyOf(this);
    }

    @Override
    public Conv2DTranspose named(String newName) {
        return copy().name(newName).build();
    }

    /** With this stride in both directions, 1 or more; default 1. */
    public Conv2DTranspose strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides, 1 or more; default 1. */
    public Conv2DTranspose strides(int height, int width) {
        return copy().strideHeight(height).strideWidth(width).build();
    }

    /** With this padding; default {@link Padding#VALID}. */
    public Conv2DTranspose padding(Padding newPadding) {
        return copy().padding(newPadding).build();
    }

    /** With so many rows and columns added to the output, 0 or more and below the strides; default chosen by the padding. */
    public Conv2DTranspose outputPadding(int height, int width) {
        return copy().outputPadding(Optional.of(new OutputPadding(height, width))).build();
    }

    /** With this dilation in both directions, 1 or more; default 1. Keras's {@code dilation_rate}. */
    public Conv2DTranspose dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    /** With these dilations, 1 or more; default 1. */
    public Conv2DTranspose dilation(int height, int width) {
        return copy().dilationHeight(height).dilationWidth(width).build();
    }

    /** With this activation; default none. */
    public Conv2DTranspose activation(ActivationFunction function) {
        return copy().activation(function).build();
    }

    /** With or without bias; default with. */
    public Conv2DTranspose useBias(boolean use) {
        return copy().useBias(use).build();
    }

    /** With this initializer of the kernel; default Glorot uniform. */
    public Conv2DTranspose kernelInitializer(Initializer initializer) {
        return copy().kernelInitializer(initializer).build();
    }

    /** With this initializer of the bias; default 0. */
    public Conv2DTranspose biasInitializer(Initializer initializer) {
        return copy().biasInitializer(initializer).build();
    }

    /** With this penalty on the kernel; default none. */
    public Conv2DTranspose kernelRegularizer(Regularizer penalty) {
        return copy().kernelRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the bias; default none. */
    public Conv2DTranspose biasRegularizer(Regularizer penalty) {
        return copy().biasRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the kernel; default none. */
    public Conv2DTranspose kernelConstraint(Constraint constraint) {
        return copy().kernelConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the bias; default none. */
    public Conv2DTranspose biasConstraint(Constraint constraint) {
        return copy().biasConstraint(Optional.of(constraint)).build();
    }

    /** With this penalty on the numbers of the output, added to the loss: its sum over a sample, its mean over the samples; default none. */
    public Conv2DTranspose activityRegularizer(ElementwisePenalty penalty) {
        return copy().activityRegularizer(Optional.of(penalty)).build();
    }

    private Axis rows(int size) {
        return axis(size, kernelHeight, strideHeight, dilationHeight, outputPadding.map(OutputPadding::height));
    }

    private Axis columns(int size) {
        return axis(size, kernelWidth, strideWidth, dilationWidth, outputPadding.map(OutputPadding::width));
    }

    private Axis axis(int size, int kernel, int stride, int dilation, Optional<Integer> added) {
        long extent = (kernel - 1L) * dilation + 1;
        boolean same = padding == Padding.SAME;
        long out = added.isPresent()
                ? (size - 1L) * stride + extent - (same ? 2 * (extent / 2) : 0) + added.get()
                : same ? (long) size * stride : (long) size * stride + Math.max(extent - stride, 0);
        // A convolution from the output to the input pads so many pixels before the first.
        long before = same ? Math.max(0, (size - 1L) * stride + extent - out) / 2 : 0;
        if (out < 1 || out > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an output has 1 to " + Integer.MAX_VALUE + " rows and columns, but " + size
                            + " pixels with a window of "
                            + extent + " and stride " + stride + " become " + out);
        }
        return new Axis((int) out, size, kernel, stride, dilation, Math.toIntExact(before));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Layer.featureMap(inputs);
        return Shape.of(rows(in.dimension(0)).size(), columns(in.dimension(1)).size(), filters);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight(
                "kernel", Shape.of(kernelHeight, kernelWidth, filters, Layer.featureMap(inputs).channels()),
                kernelInitializer, true, kernelRegularizer, kernelConstraint));
        if (useBias) {
            weights.add(new Weight("bias", Shape.of(filters), biasInitializer, true, biasRegularizer, biasConstraint));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        return (long) Layer.featureMap(inputs).size() * filters * kernelHeight * kernelWidth;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Shape shape = outputShape(lowering.inputShapes());
        Value out = new TransposedConvolution(
                lowering, rows(in.height()), columns(in.width()), in, shape, weights(lowering.inputShapes())).lower();
        return ActivityPenalty.of(
                lowering, Activation.lower(lowering, activation, out, shape), activityRegularizer);
    }
}
