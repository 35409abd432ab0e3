package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Saturation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Multiplies the saturation of colors. Of a drawn number f the factor is {@code f / (1 - f)}: 0 makes an image grey, 0.5 leaves it, more
 * makes it more colorful.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomSaturation.of(Range.of(0.3, 0.7)).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor f; within [-1, 1], though what is below 0 makes grey as 0 does
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomSaturation(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomSaturation {
        Check check = Check.of("RandomSaturation").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, -1, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With f from {@code -factor} to {@code factor}: what one number stands for in Keras. */
    public static RandomSaturation of(double factor) {
        return new RandomSaturation("", Range.around(factor), Range.BYTES);
    }

    /** With f from this range. */
    public static RandomSaturation of(Range factor) {
        return new RandomSaturation("", factor, Range.BYTES);
    }

    @Override
    public RandomSaturation named(String newName) {
        return new RandomSaturation(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomSaturation valueRange(Range values) {
        return new RandomSaturation(name, factor, values);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colors(inputs);
    }

    ImageChange augmentation() {
        return new Saturation(factor.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
