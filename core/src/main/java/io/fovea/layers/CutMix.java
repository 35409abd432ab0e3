package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.CutMixOperation;
import io.fovea.tensor.Value;

/**
 * In training a rectangle of each image is replaced by that of another one of the batch (Yun et al., arXiv:1905.04899); the model's
 * targets are mixed by the areas, for the loss but not for metrics. So the loss must take targets that are one number for each class, as
 * {@link io.fovea.losses.CategoricalCrossentropy} does.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code CutMix.of(1)}
 *
 * @param name of the layer; empty: automatic
 * @param factor from where the parameter of the beta distribution of the areas is drawn, in each step; within [0, 1]; Keras's default 0
 *     to 1
 */
public record CutMix(String name, Range factor) implements AugmentationLayer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when it is not within [0, 1]
     */
    public CutMix {
        AugmentationLayer.checkRange(Check.of("CutMix").present("name", name), "factor", factor, 0, 1);
    }

    /** With Keras's default: parameters from 0 to 1. */
    public static CutMix of() {
        return of(1);
    }

    /** With parameters from 0 to {@code factor}. */
    public static CutMix of(double factor) {
        return of(Range.upTo(factor));
    }

    /** With parameters from this range. */
    public static CutMix of(Range factor) {
        return new CutMix("", factor);
    }

    @Override
    public CutMix named(String newName) {
        return new CutMix(newName, factor);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new CutMixOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), factor.interval()));
    }
}
