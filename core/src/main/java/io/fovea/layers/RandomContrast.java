package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.Contrast;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Interval;
import io.fovea.tensor.Value;

/**
 * Multiplies the distance of each number from the mean of its channel by a random factor of
 * {@code [1 - factor.low, 1 + factor.high]}, as Keras does.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomContrast.of(Range.of(0.2, 0.2)).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor how much less and how much more contrast; within [0, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomContrast(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomContrast {
        Check check = Check.of("RandomContrast").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** Up to {@code 1 + factor} times the contrast, and not less than it has: what one number stands for in Keras. */
    public static RandomContrast of(double factor) {
        return new RandomContrast("", Range.upTo(factor), Range.BYTES);
    }

    /** From {@code 1 - factor.low} to {@code 1 + factor.high} times the contrast. */
    public static RandomContrast of(Range factor) {
        return new RandomContrast("", factor, Range.BYTES);
    }

    @Override
    public RandomContrast named(String newName) {
        return new RandomContrast(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomContrast valueRange(Range values) {
        return new RandomContrast(name, factor, values);
    }

    ImageChange augmentation() {
        return new Contrast(new Interval(1 - factor.low(), 1 + factor.high()), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
