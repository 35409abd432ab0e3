package io.fovea.layers;

import java.util.List;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandAugmentBuilder;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.ops.augmentation.SomeOf;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Some changes drawn from a list, one after another (Cubuk et al., arXiv:1909.13719): shear, translation, rotation, brightness, color
 * degeneration, contrast, sharpness, posterization, solarization, auto contrast, equalization. Drawn for each image; Keras draws them for
 * a batch.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandAugment.of().valueRange(Range.UNIT)}
 *
 * @param name of the layer; empty: automatic
 * @param valueRange in which the numbers of images lie; default {@link Range#BYTES}, as in Keras: after a division by 255 it is
 *     {@link Range#UNIT}
 * @param count how many are drawn, 1 or more; default 2. Keras's {@code num_ops}
 * @param factor of each change; within [0, 1]; default 0 to 0.5
 * @param interpolation {@link ResizeMethod#NEAREST} or {@link ResizeMethod#BILINEAR}; default bilinear
 */
@RecordBuilder.Include(value = RandAugment.class, packagePattern = "@.copy")
public record RandAugment(String name, Range valueRange, int count, Range factor, ResizeMethod interpolation)
        implements AugmentationLayer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public RandAugment {
        Check check = Check.of("RandAugment").present("name", name);
        AugmentationLayer.checkValues(check, valueRange);
        check.atLeast(1, "count", count);
        AugmentationLayer.checkRange(check, "factor", factor, 0, 1);
        AugmentationLayer.checkInterpolation(check, interpolation);
    }

    /** With Keras's defaults. */
    public static RandAugment of() {
        return new RandAugment("", Range.BYTES, 2, Range.upTo(0.5), ResizeMethod.BILINEAR);
    }

    private RandAugmentBuilder copy() {
        return RandAugmentBuilder.copyOf(this);
    }

    @Override
    public RandAugment named(String newName) {
        return copy().name(newName).build();
    }

    /** In which the numbers of images lie; default {@link Range#BYTES}. */
    public RandAugment valueRange(Range values) {
        return copy().valueRange(values).build();
    }

    /** With so many changes; default 2. Keras's {@code num_ops}. */
    public RandAugment count(int drawn) {
        return copy().count(drawn).build();
    }

    /** With this range of each change; default 0 to 0.5. */
    public RandAugment factor(Range strength) {
        return copy().factor(strength).build();
    }

    /** With this interpolation; default {@link ResizeMethod#BILINEAR}. */
    public RandAugment interpolation(ResizeMethod method) {
        return copy().interpolation(method).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return AugmentationLayer.colorsOrGrey(inputs);
    }

    ImageChange augmentation() {
        return new SomeOf(ChangeList.all(factor, valueRange, interpolation), count);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
