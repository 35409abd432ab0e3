package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomRotationBuilder;
import io.fovea.ops.augmentation.AffineMap;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Warp;
import io.fovea.tensor.Value;

/**
 * Turns each image about its middle by a random angle.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomRotation.of(0.05)}
 *
 * @param name of the layer; empty: automatic
 * @param factor the angle in whole turns; within [-1, 1]
 * @param fillMode what lies beyond the edges; default {@link FillMode#REFLECT}
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 * @param fillValue the number beyond the edges for {@link FillMode#CONSTANT}; finite; default 0
 */
@RecordBuilder.Include(value = RandomRotation.class, packagePattern = "@.copy")
public record RandomRotation(String name, Range factor, FillMode fillMode, ResizeMethod interpolation, double fillValue)
        implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomRotation {
        Check check = Check.of("RandomRotation").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, -1, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
        check.present("fillMode", fillMode).finite("fillValue", fillValue);
    }

    /** By up to {@code factor} whole turns in each direction. */
    public static RandomRotation of(double factor) {
        return new RandomRotation("", Range.around(factor), FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    /** By whole turns drawn from this range. */
    public static RandomRotation of(Range factor) {
        return new RandomRotation("", factor, FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    private RandomRotationBuilder copy() {
        return RandomRotationBuilder.copyOf(this);
    }

    @Override
    public RandomRotation named(String newName) {
        return copy().name(newName).build();
    }

    /** With this beyond the edges; default {@link FillMode#REFLECT}. */
    public RandomRotation fillMode(FillMode mode) {
        return copy().fillMode(mode).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandomRotation interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    /** With this number beyond the edges for {@link FillMode#CONSTANT}; default 0. */
    public RandomRotation fillValue(double value) {
        return copy().fillValue(value).build();
    }

    ImageChange augmentation() {
        return new Warp(
                new AffineMap.Rotation(factor.interval()), fillMode.rule(), interpolation == ResizeMethod.BILINEAR,
                (float) fillValue);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
