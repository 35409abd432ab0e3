package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Inversion;
import io.fovea.tensor.Value;

/**
 * Makes negatives at random.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomInvert.of(Range.of(0.5, 0.5)).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor from where the probability is drawn; within [0, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomInvert(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomInvert {
        Check check = Check.of("RandomInvert").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With a probability drawn from 0 to {@code factor}: what one number stands for in Keras. */
    public static RandomInvert of(double factor) {
        return new RandomInvert("", Range.upTo(factor), Range.BYTES);
    }

    /** With a probability drawn from this range. */
    public static RandomInvert of(Range factor) {
        return new RandomInvert("", factor, Range.BYTES);
    }

    @Override
    public RandomInvert named(String newName) {
        return new RandomInvert(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomInvert valueRange(Range values) {
        return new RandomInvert(name, factor, values);
    }

    ImageChange augmentation() {
        return new Inversion(factor.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
