package io.fovea.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.initializers.Constant;
import io.fovea.ops.BatchNormalizationOperation;
import io.fovea.ops.Epilogue;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Batch normalisation (Ioffe and Szegedy, arXiv:1502.03167): each channel is brought to mean 0 and variance 1 over the batch,
 * then scaled and shifted by learned weights. Inference uses moving averages of mean and variance. The output has the
 * input's shape. Weights, each {@code [c]}: {@code gamma}, {@code beta}, {@code moving_mean}, {@code moving_variance}.
 *
 * <p>Example: {@code Conv2D.of(64, 3).useBias(false)}, {@code BatchNormalization.of()}, {@code Activation.of(RELU)}
 *
 * @param name of the layer; empty: automatic
 * @param momentum how much of the moving averages stays at each step, in [0, 1); default 0.99
 * @param epsilon added to the variance, greater than 0; default 0.001
 * @param center whether there is a shift; default true
 * @param scale whether there is a scale; default true
 */
public record BatchNormalization(String name, double momentum, double epsilon, boolean center, boolean scale)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when momentum is not in [0, 1) or epsilon not greater than 0
     */
    public BatchNormalization {
        if (!(momentum >= 0 && momentum < 1) || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "BatchNormalization: momentum is in [0, 1) and epsilon greater than 0, but got " + momentum
                            + " and "
                            + epsilon);
        }
    }

    /** With the defaults. */
    public static BatchNormalization of() {
        return new BatchNormalization("", 0.99, 0.001, true, true);
    }

    @Override
    public BatchNormalization named(String newName) {
        return new BatchNormalization(newName, momentum, epsilon, center, scale);
    }

    /** With this momentum. */
    public BatchNormalization momentum(double newMomentum) {
        return new BatchNormalization(name, newMomentum, epsilon, center, scale);
    }

    /** With this epsilon. */
    public BatchNormalization epsilon(double newEpsilon) {
        return new BatchNormalization(name, momentum, newEpsilon, center, scale);
    }

    /** With or without a shift. */
    public BatchNormalization center(boolean use) {
        return new BatchNormalization(name, momentum, epsilon, use, scale);
    }

    /** With or without a scale. */
    public BatchNormalization scale(boolean use) {
        return new BatchNormalization(name, momentum, epsilon, center, use);
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
            weights.add(new Weight("gamma", channels, Constant.ONES, true));
        }
        if (center) {
            weights.add(new Weight("beta", channels, Constant.ZEROS, true));
        }
        weights.add(new Weight("moving_mean", channels, Constant.ZEROS, false));
        weights.add(new Weight("moving_variance", channels, Constant.ONES, false));
        return weights;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        WeightLayout layout = WeightLayout.vector(in.channels(), lowering.lanes());
        Optional<Parameter> gamma = scale ? Optional.of(lowering.parameter("gamma", layout)) : Optional.empty();
        Optional<Parameter> beta = center ? Optional.of(lowering.parameter("beta", layout)) : Optional.empty();
        return lowering.add(new BatchNormalizationOperation(
                lowering.name(), in, in.like(lowering.name()), gamma, beta, lowering.parameter("moving_mean", layout),
                lowering.parameter("moving_variance", layout), (float) momentum, (float) epsilon, Epilogue.NONE));
    }
}
