package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.Hue;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Turns the hue of colors, to a random side.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomHue.of(0.1).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor twice the part of a whole turn; within [0, 1]
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
public record RandomHue(String name, Range factor, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomHue {
        Check check = Check.of("RandomHue").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** By up to half of {@code factor} whole turns to either side. */
    public static RandomHue of(double factor) {
        return new RandomHue("", Range.upTo(factor), Range.BYTES);
    }

    /** By half of whole turns drawn from this range, to either side. */
    public static RandomHue of(Range factor) {
        return new RandomHue("", factor, Range.BYTES);
    }

    @Override
    public RandomHue named(String newName) {
        return new RandomHue(newName, factor, valueRange);
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomHue valueRange(Range values) {
        return new RandomHue(name, factor, values);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colors(inputs);
    }

    ImageChange augmentation() {
        return new Hue(factor.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
