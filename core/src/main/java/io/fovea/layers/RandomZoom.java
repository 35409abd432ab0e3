package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomZoomBuilder;
import io.fovea.ops.augmentation.AffineMap;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Warp;
import io.fovea.tensor.Value;

/**
 * Zooms each image about its middle by a random factor. A drawn number of 0.2 shows 1.2 times as much of the image, smaller; -0.2 shows
 * less of it, larger.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomZoom.of(Range.of(-0.2, 0))}
 *
 * @param name of the layer; empty: automatic
 * @param heightFactor of the height; above -1, at most 1
 * @param widthFactor of the width; above -1, at most 1; drawn for itself unless {@code together}
 * @param together whether the width is zoomed as the height is; then {@code widthFactor} is without effect
 * @param fillMode what lies beyond the edges; default {@link FillMode#REFLECT}
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 * @param fillValue the number beyond the edges for {@link FillMode#CONSTANT}; finite; default 0
 */
@RecordBuilder.Include(value = RandomZoom.class, packagePattern = "@.copy")
public record RandomZoom(String name, Range heightFactor, Range widthFactor, boolean together, FillMode fillMode,
        ResizeMethod interpolation, double fillValue) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomZoom {
        Check check = Check.of("RandomZoom").present("name", name);
        AugmentationLayer.checkRange(check, "heightFactor", heightFactor, -1, 1);
        AugmentationLayer.checkRange(check, "widthFactor", widthFactor, -1, 1);
        check.check(heightFactor.low() > -1, "heightFactor", "above -1", heightFactor)
                .check(widthFactor.low() > -1, "widthFactor", "above -1", widthFactor);
        AugmentationLayer.checkInterpolation(check, interpolation);
        check.present("fillMode", fillMode).finite("fillValue", fillValue);
    }

    /** Smaller or larger by up to this factor, height and width together. */
    public static RandomZoom of(double factor) {
        return new RandomZoom("", Range.around(factor), Range.around(factor), true, FillMode.REFLECT,
                ResizeMethod.BILINEAR, 0);
    }

    /** By a factor from this range, height and width together. */
    public static RandomZoom of(Range factor) {
        return new RandomZoom("", factor, factor, true, FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    /** By factors of height and width that are drawn each for itself. */
    public static RandomZoom of(Range height, Range width) {
        return new RandomZoom("", height, width, false, FillMode.REFLECT, ResizeMethod.BILINEAR, 0);
    }

    private RandomZoomBuilder copy() {
        return RandomZoomBuilder.copyOf(this);
    }

    @Override
    public RandomZoom named(String newName) {
        return copy().name(newName).build();
    }

    /** With this beyond the edges; default {@link FillMode#REFLECT}. */
    public RandomZoom fillMode(FillMode mode) {
        return copy().fillMode(mode).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandomZoom interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    /** With this number beyond the edges for {@link FillMode#CONSTANT}; default 0. */
    public RandomZoom fillValue(double value) {
        return copy().fillValue(value).build();
    }

    ImageChange augmentation() {
        return new Warp(
                new AffineMap.Zoom(heightFactor.interval(), widthFactor.interval(), together), fillMode.rule(),
                interpolation == ResizeMethod.BILINEAR,
                (float) fillValue);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
