package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomTranslationBuilder;
import io.fovea.ops.augmentation.AffineMap;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Warp;
import io.fovea.tensor.Value;

/**
 * Moves each image by a random part of its height and width. With {@link ResizeMethod#NEAREST} it moves by whole pixels.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomTranslation.of(0.1, 0.1)}
 *
 * @param name of the layer; empty: automatic
 * @param heightFactor of the height, downwards; within [-1, 1]
 * @param widthFactor of the width, to the right; within [-1, 1]
 * @param fillMode what lies beyond the edges; default {@link FillMode#REFLECT}
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 * @param fillValue the number beyond the edges for {@link FillMode#CONSTANT}; finite; default 0
 */
@RecordBuilder.Include(value = RandomTranslation.class, packagePattern = "@.copy")
public record RandomTranslation(String name, Range heightFactor, Range widthFactor, FillMode fillMode,
        ResizeMethod interpolation, double fillValue) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomTranslation {
        Check check = Check.of("RandomTranslation").present("name", name);
        AugmentationLayer.checkRange(check, "heightFactor", heightFactor, -1, 1);
        AugmentationLayer.checkRange(check, "widthFactor", widthFactor, -1, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
        check.present("fillMode", fillMode).finite("fillValue", fillValue);
    }

    /** By up to these parts of height and width in each direction. */
    public static RandomTranslation of(double height, double width) {
        return new RandomTranslation("", Range.around(height), Range.around(width), FillMode.REFLECT,
                ResizeMethod.BILINEAR, 0);
    }

    /** By parts of height and width drawn from these ranges. */
    public static RandomTranslation of(Range height, Range width) {
        return new RandomTranslation("", height, width, FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    private RandomTranslationBuilder copy() {
        return RandomTranslationBuilder.copyOf(this);
    }

    @Override
    public RandomTranslation named(String newName) {
        return copy().name(newName).build();
    }

    /** With this beyond the edges; default {@link FillMode#REFLECT}. */
    public RandomTranslation fillMode(FillMode mode) {
        return copy().fillMode(mode).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandomTranslation interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    /** With this number beyond the edges for {@link FillMode#CONSTANT}; default 0. */
    public RandomTranslation fillValue(double value) {
        return copy().fillValue(value).build();
    }

    ImageChange augmentation() {
        return new Warp(
                new AffineMap.Translation(heightFactor.interval(), widthFactor.interval()), fillMode.rule(),
                interpolation == ResizeMethod.BILINEAR,
                (float) fillValue);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
