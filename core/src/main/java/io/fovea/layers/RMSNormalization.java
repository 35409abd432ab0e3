package io.fovea.layers;

import java.util.List;
import java.util.Optional;

import io.fovea.description.Check;
import io.fovea.initializers.Constant;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.normalization.PixelNormalizationOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Root mean square normalization (Zhang and Sennrich, arXiv:1910.07467): {@code scale x / sqrt(mean of x^2 + epsilon)}, with the mean of
 * each pixel's channels. Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. Weight: {@code scale [c]}.
 *
 * <p>Example: {@code RMSNormalization.of()}
 *
 * @param name of the layer; empty: automatic
 * @param epsilon added to the mean of squares, greater than 0; default 1e-6
 */
public record RMSNormalization(String name, double epsilon) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when epsilon is not greater than 0
     */
    public RMSNormalization {
        Check.of("RMSNormalization").present("name", name).positive("epsilon", epsilon);
    }

    /** With the defaults. */
    public static RMSNormalization of() {
        return new RMSNormalization("", 1e-6);
    }

    @Override
    public RMSNormalization named(String newName) {
        return new RMSNormalization(newName, epsilon);
    }

    /** With this epsilon, greater than 0; default 1e-6. */
    public RMSNormalization epsilon(double newEpsilon) {
        return new RMSNormalization(name, newEpsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        return List.of(new Weight("scale", Shape.of(Layer.single(inputs).channels()), Constant.ONES, true));
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Parameter scale = lowering.parameter("scale", WeightLayout.vector(in.channels(), lowering.lanes()));
        return lowering.add(PixelNormalizationOperation.of(
                lowering.name(), in, in.like(lowering.name()), "RMS", epsilon, Optional.of(scale), Optional.empty()));
    }
}
