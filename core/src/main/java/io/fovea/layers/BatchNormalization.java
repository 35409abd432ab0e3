package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.custom.Constraint;
import io.fovea.custom.Regularizer;
import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.layers.copy.BatchNormalizationBuilder;
import io.fovea.ops.BatchNormalizationOperation;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Batch normalization (Ioffe and Szegedy, arXiv:1502.03167): {@code gamma (x - mean) / sqrt(variance + epsilon) + beta}, with
 * mean and variance of each channel. Training takes them of the batch and updates moving averages; inference takes the moving
 * averages.
 *
 * <p>Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. Weights, each {@code [c]}: {@code gamma}, {@code
 * beta}, {@code moving_mean}, {@code moving_variance}; the last two are not trainable.
 *
 * <p>Example: {@code Conv2D.of(64, 3).useBias(false)}, {@code BatchNormalization.of()}, {@code Activation.of(RELU)}
 *
 * @param name of the layer; empty: automatic
 * @param momentum the part of a moving average that a step keeps, in [0, 1); default 0.99
 * @param epsilon added to the variance, greater than 0; default 0.001
 * @param center whether {@code beta} is added; default true
 * @param scale whether {@code gamma} multiplies; default true
 * @param betaRegularizer the penalty on the {@code beta}; default none
 * @param gammaRegularizer the penalty on the {@code gamma}; default none
 * @param betaConstraint what holds for the {@code beta} after each update; default none
 * @param gammaConstraint what holds for the {@code gamma} after each update; default none
 */
@RecordBuilder.Include(value = BatchNormalization.class, packagePattern = "@.copy")
public record BatchNormalization(String name, double momentum, double epsilon, boolean center, boolean scale,
        Optional<Regularizer> betaRegularizer, Optional<Regularizer> gammaRegularizer,
        Optional<Constraint> betaConstraint, Optional<Constraint> gammaConstraint)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when momentum is not in [0, 1) or epsilon not greater than 0
     */
    public BatchNormalization {
        Check.of("BatchNormalization")
                .present("name", name)
                .fraction("momentum", momentum)
                .positive("epsilon", epsilon)
                .present("betaRegularizer", betaRegularizer)
                .present("gammaRegularizer", gammaRegularizer)
                .present("betaConstraint", betaConstraint)
                .present("gammaConstraint", gammaConstraint);
    }

    /** With the defaults. */
    public static BatchNormalization of() {
        return new BatchNormalization("", 0.99, 0.001, true, true, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private BatchNormalizationBuilder copy() {
        return BatchNormalizationBuilder.copyOf(this);
    }

    @Override
    public BatchNormalization named(String newName) {
        return copy().name(newName).build();
    }

    /** With this momentum, in [0, 1); default 0.99. */
    public BatchNormalization momentum(double newMomentum) {
        return copy().momentum(newMomentum).build();
    }

    /** With this epsilon, greater than 0; default 0.001. */
    public BatchNormalization epsilon(double newEpsilon) {
        return copy().epsilon(newEpsilon).build();
    }

    /** With or without {@code beta}; default with. */
    public BatchNormalization center(boolean use) {
        return copy().center(use).build();
    }

    /** With or without {@code gamma}; default with. */
    public BatchNormalization scale(boolean use) {
        return copy().scale(use).build();
    }

    /** With this penalty on the {@code beta}; default none. */
    public BatchNormalization betaRegularizer(Regularizer penalty) {
        return copy().betaRegularizer(Optional.of(penalty)).build();
    }

    /** With this penalty on the {@code gamma}; default none. */
    public BatchNormalization gammaRegularizer(Regularizer penalty) {
        return copy().gammaRegularizer(Optional.of(penalty)).build();
    }

    /** With this constraint of the {@code beta}; default none. */
    public BatchNormalization betaConstraint(Constraint constraint) {
        return copy().betaConstraint(Optional.of(constraint)).build();
    }

    /** With this constraint of the {@code gamma}; default none. */
    public BatchNormalization gammaConstraint(Constraint constraint) {
        return copy().gammaConstraint(Optional.of(constraint)).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        Shape channels = Shape.of(Layer.single(inputs).channels());
        List<Weight> weights = new ArrayList<>();
        if (scale) {
            weights.add(new Weight("gamma", channels, Constant.ONES, true, gammaRegularizer, gammaConstraint));
        }
        if (center) {
            weights.add(new Weight("beta", channels, Constant.ZEROS, true, betaRegularizer, betaConstraint));
        }
        weights.add(new Weight("moving_mean", channels, Constant.ZEROS, false));
        weights.add(new Weight("moving_variance", channels, Constant.ONES, false));
        return weights;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        WeightLayout layout = WeightLayout.vector(in.channels(), lowering.lanes());
        Optional<Parameter> gamma = lowering.vector(scale, "gamma", in.channels());
        Optional<Parameter> beta = lowering.vector(center, "beta", in.channels());
        return lowering.add(new BatchNormalizationOperation(
                lowering.name(), in, in.like(lowering.name()), gamma, beta, lowering.parameter("moving_mean", layout),
                lowering.parameter("moving_variance", layout), (float) momentum, (float) epsilon, Epilogue.NONE));
    }
}
