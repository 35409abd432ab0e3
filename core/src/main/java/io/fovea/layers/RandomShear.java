package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomShearBuilder;
import io.fovea.ops.augmentation.AffineMap;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Warp;
import io.fovea.tensor.Value;

/**
 * Slants each image, to a random side.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomShear.of(0.2, 0.2)}
 *
 * @param name of the layer; empty: automatic
 * @param xFactor columns that a row is shifted for each row; within [-1, 1]
 * @param yFactor rows that a column is shifted for each column; within [-1, 1]
 * @param fillMode what lies beyond the edges; default {@link FillMode#REFLECT}
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 * @param fillValue the number beyond the edges for {@link FillMode#CONSTANT}; finite; default 0
 */
@RecordBuilder.Include(value = RandomShear.class, packagePattern = "@.copy")
public record RandomShear(String name, Range xFactor, Range yFactor, FillMode fillMode, ResizeMethod interpolation,
        double fillValue) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomShear {
        Check check = Check.of("RandomShear").present("name", name);
        AugmentationLayer.checkRange(check, "xFactor", xFactor, -1, 1);
        AugmentationLayer.checkRange(check, "yFactor", yFactor, -1, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
        check.present("fillMode", fillMode).finite("fillValue", fillValue);
    }

    /** By up to these shifts. */
    public static RandomShear of(double x, double y) {
        return new RandomShear("", Range.around(x), Range.around(y), FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    /** By shifts drawn from these ranges. */
    public static RandomShear of(Range x, Range y) {
        return new RandomShear("", x, y, FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    private RandomShearBuilder copy() {
        return RandomShearBuilder.copyOf(this);
    }

    @Override
    public RandomShear named(String newName) {
        return copy().name(newName).build();
    }

    /** With this beyond the edges; default {@link FillMode#REFLECT}. */
    public RandomShear fillMode(FillMode mode) {
        return copy().fillMode(mode).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandomShear interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    /** With this number beyond the edges for {@link FillMode#CONSTANT}; default 0. */
    public RandomShear fillValue(double value) {
        return copy().fillValue(value).build();
    }

    ImageChange augmentation() {
        return new Warp(
                new AffineMap.Shear(xFactor.interval(), yFactor.interval()), fillMode.rule(),
                interpolation == ResizeMethod.BILINEAR,
                (float) fillValue);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
