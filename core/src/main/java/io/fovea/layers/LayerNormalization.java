package io.fovea.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.Constraint;
import io.fovea.custom.Regularizer;
import io.fovea.custom.SymbolicTensor;
import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.layers.copy.LayerNormalizationBuilder;
import io.fovea.ops.Parameter;
import io.fovea.ops.normalization.GroupNormalizationOperation;
import io.fovea.ops.normalization.PixelNormalizationOperation;
import io.fovea.tensor.Axes;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Layer normalization (Ba, Kiros and Hinton, arXiv:1607.06450): {@code gamma (x - mean) / sqrt(variance + epsilon) + beta}, with mean and
 * variance of each pixel's channels or of a whole sample.
 *
 * <p>Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. Weights: {@code gamma} and {@code beta}, of the shape of what
 * is normalized together: {@code [c]}, or the whole sample's.
 *
 * <p>Example: {@code LayerNormalization.of().epsilon(1e-6)}
 *
 * @param name of the layer; empty: automatic
 * @param over what is normalized together; default the channels of a pixel
 * @param axes what is normalized together where it is neither of those: counted as in Keras, 1 the rows of a feature map, 2 its columns,
 *     3 its channels, or from the end; default none, {@code over} counts
 * @param epsilon added to the variance, greater than 0; default 0.001
 * @param center whether {@code beta} is added; default true
 * @param scale whether {@code gamma} multiplies; default true
 * @param betaInitializer of {@code beta}; default 0
 * @param gammaInitializer of {@code gamma}; default 1
 * @param betaRegularizer the penalty on the {@code beta}; default none
 * @param gammaRegularizer the penalty on the {@code gamma}; default none
 * @param betaConstraint what holds for the {@code beta} after each update; default none
 * @param gammaConstraint what holds for the {@code gamma} after each update; default none
 */
@RecordBuilder.Include(value = LayerNormalization.class, packagePattern = "@.copy")
public record LayerNormalization(
        String name, Extent over, List<Integer> axes, double epsilon, boolean center, boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer, Optional<Regularizer> betaRegularizer, Optional<Regularizer> gammaRegularizer,
        Optional<Constraint> betaConstraint, Optional<Constraint> gammaConstraint)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when epsilon is not greater than 0
     */
    public LayerNormalization {
        Check.of("LayerNormalization")
                .present("name", name)
                .present("over", over)
                .present("axes", axes)
                .positive("epsilon", epsilon)
                .present("betaInitializer", betaInitializer)
                .present("gammaInitializer", gammaInitializer)
                .present("betaRegularizer", betaRegularizer)
                .present("gammaRegularizer", gammaRegularizer)
                .present("betaConstraint", betaConstraint)
                .present("gammaConstraint", gammaConstraint);
        axes = List.copyOf(axes);
    }

    /** With the defaults. */
    public static LayerNormalization of() {
        return new LayerNormalization("", Extent.CHANNELS, List.of(), 0.001, true, true, Constant.ZEROS, Constant.ONES,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private LayerNormalizationBuilder copy() {
        return LayerNormalizationBuilder.copyOf(this);
    }

    @Override
    public LayerNormalization named(String newName) {
        return copy().name(newName).build();
    }

    /** Over this extent; default the channels of a pixel. Keras's {@code axis}: -1, or all axes. */
    public LayerNormalization over(Extent extent) {
        return copy().over(extent).build();
    }

    /** Over these axes, counted as in Keras: 1 for rows, 2 for columns, 3 for channels; default none, the extent counts. */
    public LayerNormalization axes(Integer... together) {
        return copy().axes(List.of(together)).build();
    }

    /** With this epsilon, greater than 0; default 0.001. */
    public LayerNormalization epsilon(double newEpsilon) {
        return copy().epsilon(newEpsilon).build();
    }

    /** With or without {@code beta}; default with. */
    public LayerNormalization center(boolean use) {
        return copy().center(use).build();
    }

    /** With or without {@code gamma}; default with. */
    public LayerNormalization scale(boolean use) {
        return copy().scale(use).build();
    }

    /** With this initializer of {@code beta}; default 0. */
    public LayerNormalization betaInitializer(Initializer initializer) {
        return copy().betaInitializer(initializer).build();
    }

    /** With this initializer of {@code gamma}; default 1. */
    public LayerNormalization gammaInitializer(Initializer initializer) {
        return copy().gammaInitializer(initializer).build();
    }

    /** With this penalty on the {@code beta}; default none. */
    public LayerNormalization betaRegularizer(Regularizer penalty) {
        return copy().betaRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the {@code gamma}; default none. */
    public LayerNormalization gammaRegularizer(Regularizer penalty) {
        return copy().gammaRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the {@code beta}; default none. */
    public LayerNormalization betaConstraint(Constraint constraint) {
        return copy().betaConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the {@code gamma}; default none. */
    public LayerNormalization gammaConstraint(Constraint constraint) {
        return copy().gammaConstraint(Optional.of(constraint)).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    /** The shape of the weights. */
    private Shape shape(Shape sample) {
        return axes.isEmpty()
                ? over.shape(sample)
                : Shape.of(axes.stream().mapToInt(axis -> sample.dimension(index(sample, axis))).toArray());
    }

    /** What the axes are by another name; empty: neither. */
    private Optional<Extent> extent(Shape sample) {
        if (axes.isEmpty()) {
            return Optional.of(over);
        }
        List<Integer> together = axes.stream().map(axis -> index(sample, axis)).toList();
        if (together.equals(List.of(sample.rank() - 1))) {
            return Optional.of(Extent.CHANNELS);
        }
        return together.equals(IntStream.range(0, sample.rank()).boxed().toList())
                ? Optional.of(Extent.SAMPLE)
                : Optional.empty();
    }

    private static int index(Shape sample, int axis) {
        return Axes.index(sample, Axes.ofSample(axis));
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        Shape shape = shape(Layer.single(inputs));
        List<Weight> weights = new ArrayList<>();
        if (scale) {
            weights.add(new Weight("gamma", shape, gammaInitializer, true, gammaRegularizer, gammaConstraint));
        }
        if (center) {
            weights.add(new Weight("beta", shape, betaInitializer, true, betaRegularizer, betaConstraint));
        }
        return weights;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Optional<Extent> extent = extent(outputShape(lowering.inputShapes()));
        if (extent.isEmpty()) {
            return overAxes(lowering, in);
        }
        return switch (extent.get()) {
            case CHANNELS -> {
                Optional<Parameter> gamma = lowering.vector(scale, "gamma", in.channels());
                Optional<Parameter> beta = lowering.vector(center, "beta", in.channels());
                yield lowering.add(PixelNormalizationOperation.of(
                        lowering.name(), in, in.like(lowering.name()), "LAYER", epsilon, gamma, beta));
            }
            case SAMPLE -> wholeSample(lowering, in);
        };
    }

    private Value overAxes(Lowering lowering, Value in) {
        Shape shape = outputShape(lowering.inputShapes());
        int[] together = axes.stream().mapToInt(axis -> index(shape, axis)).toArray();
        SymbolicTensor x = lowering.tensor(shape, in);
        SymbolicTensor centered = x.subtract(x.meanKeepingAxes(together));
        SymbolicTensor deviation = centered.square().meanKeepingAxes(together).add(epsilon).sqrt();
        SymbolicTensor result = centered.divide(deviation);
        for (Weight weight : weights(lowering.inputShapes())) {
            SymbolicTensor factor = alongAxes(LoweredTensor.ofWeight(Optional.of(lowering), weight), shape, together);
            result = weight.name().equals("gamma") ? result.multiply(factor) : result.add(factor);
        }
        return lowering.value(result);
    }

    /** A weight whose dimensions are the axes in the order given, with a dimension of 1 for each other axis. */
    private static SymbolicTensor alongAxes(SymbolicTensor weight, Shape sample, int[] together) {
        int[] sorted = IntStream.range(0, together.length).boxed()
                .sorted(Comparator.comparingInt(i -> together[i])).mapToInt(i -> i).toArray();
        int[] dimensions = new int[sample.rank()];
        Arrays.fill(dimensions, 1);
        for (int axis : together) {
            dimensions[axis] = sample.dimension(axis);
        }
        return weight.permute(sorted).reshape(Shape.of(dimensions));
    }

    private Value wholeSample(Lowering lowering, Value in) {
        Value normalized = lowering.add(new GroupNormalizationOperation(
                lowering.name(), in, in.like(lowering.name()), 1, (float) epsilon, Optional.empty(),
                Optional.empty()));
        Shape shape = outputShape(lowering.inputShapes());
        LoweredTensor result = LoweredTensor.of(lowering, shape, normalized);
        for (Weight weight : weights(lowering.inputShapes())) {
            LoweredTensor factor = LoweredTensor.ofWeight(Optional.of(lowering), weight);
            result = LoweredTensor.known(
                    weight.name().equals("gamma") ? result.multiply(factor) : result.add(factor));
        }
        return result.value().orElseThrow();
    }
}
