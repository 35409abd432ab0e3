package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Sharpening;
import io.fovea.tensor.Value;

/**
 * Mixes each image with a smoothed one, which has the part {@code 1 - 2 f} of a drawn number f: 0 smooths, 0.5 leaves it, 1 sharpens.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomSharpness.of(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor f; within [0, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomSharpness(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomSharpness {
        Check check = Check.of("RandomSharpness").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With f from 0 to {@code factor}. */
    public static RandomSharpness of(double factor) {
        return new RandomSharpness("", Range.upTo(factor), Range.BYTES);
    }

    /** With f from this range. */
    public static RandomSharpness of(Range factor) {
        return new RandomSharpness("", factor, Range.BYTES);
    }

    @Override
    public RandomSharpness named(String newName) {
        return new RandomSharpness(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomSharpness valueRange(Range values) {
        return new RandomSharpness(name, factor, values);
    }

    ImageChange augmentation() {
        return new Sharpening(factor.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
