package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.layers.copy.LayerNormalizationBuilder;
import io.fovea.ops.Parameter;
import io.fovea.ops.normalization.GroupNormalizationOperation;
import io.fovea.ops.normalization.PixelNormalizationOperation;
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
 * @param epsilon added to the variance, greater than 0; default 0.001
 * @param center whether {@code beta} is added; default true
 * @param scale whether {@code gamma} multiplies; default true
 * @param betaInitializer of {@code beta}; default 0
 * @param gammaInitializer of {@code gamma}; default 1
 */
@RecordBuilder.Include(value = LayerNormalization.class, packagePattern = "@.copy")
public record LayerNormalization(
        String name, Extent over, double epsilon, boolean center, boolean scale, Initializer betaInitializer,
        Initializer gammaInitializer)
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
                .positive("epsilon", epsilon)
                .present("betaInitializer", betaInitializer)
                .present("gammaInitializer", gammaInitializer);
    }

    /** With the defaults. */
    public static LayerNormalization of() {
        return new LayerNormalization("", Extent.CHANNELS, 0.001, true, true, Constant.ZEROS, Constant.ONES);
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

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        Shape shape = over.shape(Layer.single(inputs));
        List<Weight> weights = new ArrayList<>();
        if (scale) {
            weights.add(new Weight("gamma", shape, gammaInitializer, true));
        }
        if (center) {
            weights.add(new Weight("beta", shape, betaInitializer, true));
        }
        return weights;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return switch (over) {
            case CHANNELS -> {
                Optional<Parameter> gamma = lowering.vector(scale, "gamma", in.channels());
                Optional<Parameter> beta = lowering.vector(center, "beta", in.channels());
                yield lowering.add(PixelNormalizationOperation.of(
                        lowering.name(), in, in.like(lowering.name()), "LAYER", epsilon, gamma, beta));
            }
            case SAMPLE -> wholeSample(lowering, in);
        };
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
