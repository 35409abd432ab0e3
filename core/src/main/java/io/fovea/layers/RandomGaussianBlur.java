package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomGaussianBlurBuilder;
import io.fovea.ops.augmentation.Blur;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Blurs images at random by a normal curve along rows and columns; beyond the edges are zeros, as in Keras.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomGaussianBlur.of(Range.of(0.5, 0.5)).valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor from where the probability is drawn; within [0, 1]; Keras's default 0 to 1
 * @param kernelHeight rows of the window, odd; default 3
 * @param kernelWidth columns of the window, odd; default 3
 * @param sigma from where the deviations of the curves are drawn, in pixels; within [0, 1]; default 0 to 1
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
@RecordBuilder.Include(value = RandomGaussianBlur.class, packagePattern = "@.copy")
public record RandomGaussianBlur(String name, Range factor, int kernelHeight, int kernelWidth, Range sigma,
        Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomGaussianBlur {
        Check check = Check.of("RandomGaussianBlur").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        check.atLeast(1, "kernelHeight", kernelHeight)
                .atLeast(1, "kernelWidth", kernelWidth)
                .check(kernelHeight % 2 == 1, "kernelHeight", "odd", kernelHeight)
                .check(kernelWidth % 2 == 1, "kernelWidth", "odd", kernelWidth);
        AugmentationLayer.checkRange(check, "sigma", sigma, 0, 1);
        AugmentationLayer.checkValues(check, valueRange);
    }

    /** With a probability drawn from 0 to {@code factor}: what one number stands for in Keras. */
    public static RandomGaussianBlur of(double factor) {
        return new RandomGaussianBlur("", Range.upTo(factor), 3, 3, Range.UNIT, Range.BYTES);
    }

    /** With a probability drawn from this range. */
    public static RandomGaussianBlur of(Range factor) {
        return new RandomGaussianBlur("", factor, 3, 3, Range.UNIT, Range.BYTES);
    }

    /** With a window of these sizes; default 3 rows and 3 columns. */
    public RandomGaussianBlur kernelSize(int rows, int columns) {
        return copy().kernelHeight(rows).kernelWidth(columns).build();
    }

    private RandomGaussianBlurBuilder copy() {
        return RandomGaussianBlurBuilder.copyOf(this);
    }

    @Override
    public RandomGaussianBlur named(String newName) {
        return copy().name(newName).build();
    }

    /** With deviations in pixels from this range; default 0 to 1. */
    public RandomGaussianBlur sigma(Range deviation) {
        return copy().sigma(deviation).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomGaussianBlur valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    ImageChange augmentation() {
        return new Blur(factor.interval(), kernelHeight, kernelWidth, sigma.interval(), valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
