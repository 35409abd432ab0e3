package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomElasticTransformBuilder;
import io.fovea.ops.augmentation.Clipped;
import io.fovea.ops.augmentation.ElasticMap;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.Warp;
import io.fovea.tensor.Value;

/**
 * Distorts images at random as if they were drawn on rubber: each pixel is shifted, neighbors alike (Simard et al., 2003). Each image
 * has a strength of its own, and shifts of columns and rows are independent; Keras on TensorFlow draws one strength for a batch and
 * the same shifts for both. Beyond the edges all modes are those of the other layers; Keras mixes the first and last pixel for
 * {@link FillMode#WRAP}.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomElasticTransform.of().valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param factor from where the probability is drawn; within [0, 1]; Keras's default 0 to 1
 * @param scale from where the strength is drawn; within [0, 1]; Keras's default 0 to 1
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 * @param fillMode what lies beyond the edges; default {@link FillMode#REFLECT}
 * @param fillValue the number beyond the edges for {@link FillMode#CONSTANT}; finite; default 0
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 */
@RecordBuilder.Include(value = RandomElasticTransform.class, packagePattern = "@.copy")
public record RandomElasticTransform(String name, Range factor, Range scale, ResizeMethod interpolation,
        FillMode fillMode, double fillValue, Range valueRange) implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandomElasticTransform {
        Check check = Check.of("RandomElasticTransform").present("name", name);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkRange(check, "scale", scale, 0, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
        AugmentationLayer.checkValues(check, valueRange);
        check.present("fillMode", fillMode).finite("fillValue", fillValue);
    }

    /** With a probability and a strength drawn from 0 to 1. */
    public static RandomElasticTransform of() {
        return of(Range.UNIT, Range.UNIT);
    }

    /** With a probability and a strength drawn from these ranges. */
    public static RandomElasticTransform of(Range factor, Range scale) {
        return new RandomElasticTransform(
                "", factor, scale, ResizeMethod.BILINEAR, FillMode.REFLECT, 0, Range.BYTES);
    }

    private RandomElasticTransformBuilder copy() {
        return RandomElasticTransformBuilder.copyOf(this);
    }

    @Override
    public RandomElasticTransform named(String newName) {
        return copy().name(newName).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandomElasticTransform interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    /** With this beyond the edges; default {@link FillMode#REFLECT}. */
    public RandomElasticTransform fillMode(FillMode mode) {
        return copy().fillMode(mode).build();
    }

    /** With this number beyond the edges for {@link FillMode#CONSTANT}; default 0. */
    public RandomElasticTransform fillValue(double value) {
        return copy().fillValue(value).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandomElasticTransform valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    ImageChange augmentation() {
        return new Clipped(
                new Warp(
                        new ElasticMap(factor.interval(), scale.interval()), fillMode.rule(),
                        interpolation == ResizeMethod.BILINEAR, (float) fillValue),
                valueRange.interval());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
