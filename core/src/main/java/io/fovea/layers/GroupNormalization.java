package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.Constraint;
import io.fovea.custom.Regularizer;
import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.initializers.Initializer;
import io.fovea.layers.copy.GroupNormalizationBuilder;
import io.fovea.ops.Parameter;
import io.fovea.ops.normalization.GroupNormalizationOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Group normalization (Wu and He, arXiv:1803.08494): {@code gamma (x - mean) / sqrt(variance + epsilon) + beta}, with mean and variance of
 * each group of channels over all pixels of a sample.
 *
 * <p>Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. Weights, each {@code [c]}: {@code gamma}, {@code beta}.
 *
 * <p>Example: {@code GroupNormalization.of(8)}
 *
 * @param name of the layer; empty: automatic
 * @param groups of channels, a divisor of their number, or -1: as many as channels (instance normalization); Keras's default is 32
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
@RecordBuilder.Include(value = GroupNormalization.class, packagePattern = "@.copy")
public record GroupNormalization(
        String name, int groups, double epsilon, boolean center, boolean scale, Initializer betaInitializer,
        Initializer gammaInitializer, Optional<Regularizer> betaRegularizer, Optional<Regularizer> gammaRegularizer,
        Optional<Constraint> betaConstraint, Optional<Constraint> gammaConstraint)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when groups is neither -1 nor 1 or more, or epsilon not greater than 0
     */
    public GroupNormalization {
        Check.of("GroupNormalization")
                .present("name", name)
                .check(groups == -1 || groups >= 1, "groups", "1 or more, or -1 for as many as channels", groups)
                .positive("epsilon", epsilon)
                .present("betaInitializer", betaInitializer)
                .present("gammaInitializer", gammaInitializer)
                .present("betaRegularizer", betaRegularizer)
                .present("gammaRegularizer", gammaRegularizer)
                .present("betaConstraint", betaConstraint)
                .present("gammaConstraint", gammaConstraint);
    }

    /** {@code groups} groups of channels, or -1 for as many as channels; all else at its default. */
    public static GroupNormalization of(int groups) {
        return new GroupNormalization("", groups, 0.001, true, true, Constant.ZEROS, Constant.ONES, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private GroupNormalizationBuilder copy() {
        return GroupNormalizationBuilder.copyOf(this);
    }

    @Override
    public GroupNormalization named(String newName) {
        return copy().name(newName).build();
    }

    /** With this epsilon, greater than 0; default 0.001. */
    public GroupNormalization epsilon(double newEpsilon) {
        return copy().epsilon(newEpsilon).build();
    }

    /** With or without {@code beta}; default with. */
    public GroupNormalization center(boolean use) {
        return copy().center(use).build();
    }

    /** With or without {@code gamma}; default with. */
    public GroupNormalization scale(boolean use) {
        return copy().scale(use).build();
    }

    /** With this initializer of {@code beta}; default 0. */
    public GroupNormalization betaInitializer(Initializer initializer) {
        return copy().betaInitializer(initializer).build();
    }

    /** With this initializer of {@code gamma}; default 1. */
    public GroupNormalization gammaInitializer(Initializer initializer) {
        return copy().gammaInitializer(initializer).build();
    }

    /** With this penalty on the {@code beta}; default none. */
    public GroupNormalization betaRegularizer(Regularizer penalty) {
        return copy().betaRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the {@code gamma}; default none. */
    public GroupNormalization gammaRegularizer(Regularizer penalty) {
        return copy().gammaRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the {@code beta}; default none. */
    public GroupNormalization betaConstraint(Constraint constraint) {
        return copy().betaConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the {@code gamma}; default none. */
    public GroupNormalization gammaConstraint(Constraint constraint) {
        return copy().gammaConstraint(Optional.of(constraint)).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape shape = Layer.single(inputs);
        if (groups > 0 && shape.channels() % groups != 0) {
            throw new IllegalArgumentException(
                    "the channels of an input of shape " + shape + " can't be divided into " + groups
                            + " groups of one size");
        }
        return shape;
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        Shape channels = Shape.of(Layer.single(inputs).channels());
        List<Weight> weights = new ArrayList<>();
        if (scale) {
            weights.add(new Weight("gamma", channels, gammaInitializer, true, gammaRegularizer, gammaConstraint));
        }
        if (center) {
            weights.add(new Weight("beta", channels, betaInitializer, true, betaRegularizer, betaConstraint));
        }
        return weights;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Optional<Parameter> gamma = lowering.vector(scale, "gamma", in.channels());
        Optional<Parameter> beta = lowering.vector(center, "beta", in.channels());
        return lowering.add(new GroupNormalizationOperation(
                lowering.name(), in, in.like(lowering.name()), groups == -1 ? in.channels() : groups, (float) epsilon,
                gamma, beta));
    }
}
