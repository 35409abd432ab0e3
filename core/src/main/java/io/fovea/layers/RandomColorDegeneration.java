package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.ColorDegeneration;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Mixes each image with its grey version.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomColorDegeneration.of(0.5).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor the part of the grey one; within [-1, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomColorDegeneration(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomColorDegeneration {
        Check check = Check.of("RandomColorDegeneration").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, -1, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** From {@code -factor} to {@code factor}: what one number stands for in Keras. */
    public static RandomColorDegeneration of(double factor) {
        return new RandomColorDegeneration("", Range.around(factor), Range.BYTES);
    }

    /** With a part from this range. */
    public static RandomColorDegeneration of(Range factor) {
        return new RandomColorDegeneration("", factor, Range.BYTES);
    }

    @Override
    public RandomColorDegeneration named(String newName) {
        return new RandomColorDegeneration(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomColorDegeneration valueRange(Range values) {
        return new RandomColorDegeneration(name, factor, values);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colorsOrGrey(inputs);
    }

    ImageChange augmentation() {
        return new ColorDegeneration(factor.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
