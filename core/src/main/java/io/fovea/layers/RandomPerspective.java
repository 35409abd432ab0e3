package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomPerspectiveBuilder;
import io.fovea.ops.augmentation.EdgeRule;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Interval;
import io.fovea.ops.augmentation.PerspectiveMap;
import io.fovea.ops.augmentation.Warp;
import io.fovea.tensor.Value;

/**
 * Shows images from another point of view, at random: the corners move. As in Keras a corner's column and row move in proportion to
 * themselves, so that the corner in the first row and column stays.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomPerspective.of().scale(0.3)}
 *
 * @param name of the layer; empty: automatic
 * @param factor from where the probability is drawn; within [0, 1]; Keras's default 0 to 1
 * @param scale how far corners move: by up to half of it, of the height and width; within [0, 1]; default 1
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 * @param fillValue the number beyond the edges; finite; default 0
 */
@RecordBuilder.Include(value = RandomPerspective.class, packagePattern = "@.copy")
public record RandomPerspective(String name, Range factor, double scale, ResizeMethod interpolation, double fillValue)
        implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomPerspective {
        Check check = Check.of("RandomPerspective").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
        check.check(scale >= 0 && scale <= 1, "scale", "within [0, 1]", scale).finite("fillValue", fillValue);
    }

    /** With a probability drawn from 0 to 1. */
    public static RandomPerspective of() {
        return of(Range.UNIT);
    }

    /** With a probability drawn from this range. */
    public static RandomPerspective of(Range factor) {
        return new RandomPerspective("", factor, 1, ResizeMethod.BILINEAR, 0);
    }

    private RandomPerspectiveBuilder copy() {
        return RandomPerspectiveBuilder.copyOf(this);
    }

    @Override
    public RandomPerspective named(String newName) {
        return copy().name(newName).build();
    }

    /** With corners that move by up to half of this part; default 1. */
    public RandomPerspective scale(double part) {
        return copy().scale(part).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandomPerspective interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    /** With this number beyond the edges; default 0. */
    public RandomPerspective fillValue(double value) {
        return copy().fillValue(value).build();
    }

    ImageChange augmentation() {
        return new Warp(
                new PerspectiveMap(factor.interval(), new Interval(-0.5 * scale, 0.5 * scale)), EdgeRule.CONSTANT,
                interpolation == ResizeMethod.BILINEAR, (float) fillValue);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
