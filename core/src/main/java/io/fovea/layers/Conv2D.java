package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.initializers.VarianceScaling;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Two-dimensional convolution: each filter is a small window of weights that slides over the picture; where the picture looks
 * like the filter, the output is large.
 *
 * <p>Input {@code [h, w, c]}; output {@code [h', w', filters]} with, for a window of {@code e = (kernel - 1) dilation + 1}:
 * {@link Padding#VALID}: {@code h' = (h - e) / stride + 1} rounded down; {@link Padding#SAME}: {@code h' = h / stride} rounded
 * up. Weights: {@code kernel [kernelHeight, kernelWidth, c, filters]}, {@code bias [filters]}.
 *
 * <p>Example: {@code Conv2D.of(32, 3).padding(SAME).activation(RELU)}
 *
 * @param name of the layer; empty: automatic
 * @param filters how many, 1 or more
 * @param kernelHeight rows of the window, 1 or more
 * @param kernelWidth columns of the window, 1 or more
 * @param strideHeight rows from one window to the next, 1 or more; default 1
 * @param strideWidth columns from one window to the next, 1 or more; default 1
 * @param padding what happens at the edges; default {@link Padding#VALID}
 * @param dilationHeight rows from one weight of the window to the next, 1 or more; default 1
 * @param dilationWidth columns from one weight of the window to the next, 1 or more; default 1
 * @param activation applied to the result; default none
 * @param useBias whether each filter has a number that is added; default true
 * @param kernelInitializer of the window's weights; default Glorot uniform
 * @param biasInitializer of the bias; default 0
 */
public record Conv2D(
        String name, int filters, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding,
        int dilationHeight, int dilationWidth, ActivationFunction activation, boolean useBias,
        Initializer kernelInitializer, Initializer biasInitializer)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is below 1, or both a stride and a dilation are above 1
     */
    public Conv2D {
        if (Math.min(Math.min(filters, kernelHeight), kernelWidth) < 1) {
            throw new IllegalArgumentException(
                    "Conv2D: filters and kernel size are 1 or more, but got " + filters + " filters of " + kernelHeight
                            + " x " + kernelWidth);
        }
        if (Math.min(Math.min(strideHeight, strideWidth), Math.min(dilationHeight, dilationWidth)) < 1) {
            throw new IllegalArgumentException(
                    "Conv2D: strides and dilations are 1 or more, but got strides " + strideHeight + " x " + strideWidth
                            + ", dilations " + dilationHeight + " x " + dilationWidth);
        }
        if (Math.max(strideHeight, strideWidth) > 1 && Math.max(dilationHeight, dilationWidth) > 1) {
            throw new IllegalArgumentException(
                    "Conv2D: strides above 1 can't be combined with dilations above 1, but got strides " + strideHeight
                            + " x " + strideWidth + ", dilations " + dilationHeight + " x " + dilationWidth);
        }
    }

    /** {@code filters} filters of {@code kernelSize} x {@code kernelSize}, all else at its default. */
    public static Conv2D of(int filters, int kernelSize) {
        return of(filters, kernelSize, kernelSize);
    }

    /** {@code filters} filters of {@code kernelHeight} x {@code kernelWidth}, all else at its default. */
    public static Conv2D of(int filters, int kernelHeight, int kernelWidth) {
        return new Conv2D(
                "", filters, kernelHeight, kernelWidth, 1, 1, Padding.VALID, 1, 1, Activations.LINEAR, true,
                VarianceScaling.GLOROT_UNIFORM, Constant.ZEROS);
    }

    @Override
    public Conv2D named(String newName) {
        return new Conv2D(
                newName, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, padding, dilationHeight,
                dilationWidth, activation, useBias, kernelInitializer, biasInitializer);
    }

    /** With this stride in both directions. */
    public Conv2D strides(int stride) {
        return strides(stride, stride);
    }

    /** With these strides. */
    public Conv2D strides(int height, int width) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, height, width, padding, dilationHeight, dilationWidth,
                activation, useBias, kernelInitializer, biasInitializer);
    }

    /** With this padding. */
    public Conv2D padding(Padding newPadding) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, newPadding, dilationHeight,
                dilationWidth, activation, useBias, kernelInitializer, biasInitializer);
    }

    /** With this dilation in both directions; Keras's {@code dilation_rate}. */
    public Conv2D dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    /** With these dilations. */
    public Conv2D dilation(int height, int width) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, padding, height, width, activation,
                useBias, kernelInitializer, biasInitializer);
    }

    /** With this activation. */
    public Conv2D activation(ActivationFunction function) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, padding, dilationHeight,
                dilationWidth, function, useBias, kernelInitializer, biasInitializer);
    }

    /** With or without bias. */
    public Conv2D useBias(boolean use) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, padding, dilationHeight,
                dilationWidth, activation, use, kernelInitializer, biasInitializer);
    }

    /** With this initialiser of the kernel. */
    public Conv2D kernelInitializer(Initializer initializer) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, padding, dilationHeight,
                dilationWidth, activation, useBias, initializer, biasInitializer);
    }

    /** With this initialiser of the bias. */
    public Conv2D biasInitializer(Initializer initializer) {
        return new Conv2D(
                name, filters, kernelHeight, kernelWidth, strideHeight, strideWidth, padding, dilationHeight,
                dilationWidth, activation, useBias, kernelInitializer, initializer);
    }

    private int windowHeight() {
        return (kernelHeight - 1) * dilationHeight + 1;
    }

    private int windowWidth() {
        return (kernelWidth - 1) * dilationWidth + 1;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Layer.picture(inputs);
        int height = padding.outputSize(in.dimension(0), windowHeight(), strideHeight);
        int width = padding.outputSize(in.dimension(1), windowWidth(), strideWidth);
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a window of " + windowHeight() + " x " + windowWidth() + " does not fit into an input of " + in
                            + "; use padding(SAME) or a smaller kernel");
        }
        return Shape.of(height, width, filters);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        List<Weight> weights = new ArrayList<>();
        Shape kernel = Shape.of(kernelHeight, kernelWidth, Layer.picture(inputs).channels(), filters);
        weights.add(new Weight("kernel", kernel, kernelInitializer, true));
        if (useBias) {
            weights.add(new Weight("bias", Shape.of(filters), biasInitializer, true));
        }
        return weights;
    }

    @Override
    public long multiplyAdds(List<Shape> inputs) {
        return (long) outputShape(inputs).size() * kernelHeight * kernelWidth * Layer.picture(inputs).channels();
    }

    @Override
    public boolean readsPackedChannels() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Shape shape = outputShape(lowering.inputShapes());
        Geometry geometry = new Geometry(
                in.height(), in.width(), shape.dimension(0), shape.dimension(1), kernelHeight, kernelWidth,
                strideHeight, strideWidth, dilationHeight, dilationWidth,
                padding.before(in.height(), windowHeight(), strideHeight),
                padding.before(in.width(), windowWidth(), strideWidth));
        WeightLayout kernel = new WeightLayout(
                kernelHeight * kernelWidth, in.channels(), in.channelStride(), filters, lowering.lanes());
        Optional<Parameter> bias = useBias
                ? Optional.of(lowering.parameter("bias", WeightLayout.vector(filters, lowering.lanes())))
                : Optional.empty();
        Value out = lowering.add(new ConvolutionOperation(
                lowering.name(), in, lowering.value(shape), geometry, lowering.parameter("kernel", kernel), bias));
        return Activation.lower(lowering, activation, out, shape);
    }
}
