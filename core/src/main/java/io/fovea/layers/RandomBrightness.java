package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.Brightness;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Adds a random number to all of an image.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomBrightness.of(0.2).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor the number, in widths of the range of values; within [-1, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomBrightness(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomBrightness {
        Check check = Check.of("RandomBrightness").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, -1, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** Darker or brighter by up to this part of the range of values. */
    public static RandomBrightness of(double factor) {
        return new RandomBrightness("", Range.around(factor), Range.BYTES);
    }

    /** By a part of the range of values drawn from this range. */
    public static RandomBrightness of(Range factor) {
        return new RandomBrightness("", factor, Range.BYTES);
    }

    @Override
    public RandomBrightness named(String newName) {
        return new RandomBrightness(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomBrightness valueRange(Range values) {
        return new RandomBrightness(name, factor, values);
    }

    ImageChange augmentation() {
        return new Brightness(factor.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
