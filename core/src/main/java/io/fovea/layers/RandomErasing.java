package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomErasingBuilder;
import io.fovea.ops.augmentation.Erasing;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Puts a rectangle of noise or of one color over images at random (Zhong et al., arXiv:1708.04896).
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomErasing.of(Range.of(0.5, 0.5)).fillValue(0)}
 *
 * @param name of the layer; empty: automatic
 * @param factor from where the probability is drawn; within [0, 1]; Keras's default 0 to 1
 * @param scale from where the squares of the rectangle's part of height and width are drawn; within [0, 1]; default 0.02 to 0.33
 * @param fill one finite number, or one for each of 3 channels; none: normal noise multiplied by the upper end of the range of values,
 *     which is the default. Keras's {@code fill_value}
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
@RecordBuilder.Include(value = RandomErasing.class, packagePattern = "@.copy")
public record RandomErasing(String name, Range factor, Range scale, List<Double> fill, Range valueRange)
        implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomErasing {
        Check check = Check.of("RandomErasing").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkRange(check, "scale", scale, 0, 1);
        check.present("fill", fill);
        fill = List.copyOf(fill);
        check.check(fill.isEmpty() || fill.size() == 1 || fill.size() == 3, "fill", "none, 1 or 3 numbers", fill);
        for (double value : fill) {
            check.finite("fill", value);
        }
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With a probability drawn from 0 to {@code factor}: what one number stands for in Keras. */
    public static RandomErasing of(double factor) {
        return new RandomErasing("", Range.upTo(factor), Range.of(0.02, 0.33), List.of(), Range.BYTES);
    }

    /** With a probability drawn from this range. */
    public static RandomErasing of(Range factor) {
        return new RandomErasing("", factor, Range.of(0.02, 0.33), List.of(), Range.BYTES);
    }

    /** With this number in the rectangle. */
    public RandomErasing fillValue(double value) {
        return copy().fill(List.of(value)).build();
    }

    /** With this color in the rectangle. */
    public RandomErasing fillValue(double red, double green, double blue) {
        return copy().fill(List.of(red, green, blue)).build();
    }

    private RandomErasingBuilder copy() {
        return RandomErasingBuilder.copyOf(this);
    }

    @Override
    public RandomErasing named(String newName) {
        return copy().name(newName).build();
    }

    /** With squares of the parts of height and width from this range; default 0.02 to 0.33. */
    public RandomErasing scale(Range part) {
        return copy().scale(part).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomErasing valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    ImageChange augmentation() {
        return new Erasing(factor.interval(), scale.interval(), fill, valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
