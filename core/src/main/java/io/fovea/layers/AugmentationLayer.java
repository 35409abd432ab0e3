package io.fovea.layers;

import java.util.List;
import java.util.Optional;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.AugmentationOperation;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** What the layers that change images at random have in common: they take feature maps, and work on pixels as they lie. */
interface AugmentationLayer extends Layer {
    @Override
    default Shape outputShape(List<Shape> inputs) {
        return Layer.featureMap(inputs);
    }

    @Override
    default boolean isIdentityAtInference() {
        return true;
    }

    @Override
    default boolean readsPackedChannels() {
        return true;
    }

    @Override
    default boolean keepsPackedChannels() {
        return true;
    }

    /** Lowers a layer that changes nothing at inference. */
    static Value lower(Lowering lowering, List<Value> inputs, ImageChange augmentation) {
        return lower(lowering, inputs, augmentation, Optional.empty());
    }

    /** As {@link #lower}, with the same change at inference. */
    static Value lowerAlways(Lowering lowering, List<Value> inputs, ImageChange augmentation) {
        return lower(lowering, inputs, augmentation, Optional.of(augmentation));
    }

    private static Value lower(
            Lowering lowering, List<Value> inputs, ImageChange augmentation, Optional<ImageChange> inference) {
        Value in = inputs.getFirst();
        return lowering.add(new AugmentationOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), augmentation, inference));
    }

    /**
     * The only input shape of a layer that works on colors.
     *
     * @throws IllegalArgumentException when it is not of the form {@code [h, w, 3]}
     */
    static Shape colors(List<Shape> inputs) {
        Shape shape = Layer.featureMap(inputs);
        if (shape.channels() != 3) {
            throw new IllegalArgumentException("takes images of 3 channels (red, green, blue), but got " + shape);
        }
        return shape;
    }

    /** The same for a layer that also takes grey images. */
    static Shape colorsOrGrey(List<Shape> inputs) {
        Shape shape = Layer.featureMap(inputs);
        if (shape.channels() != 3 && shape.channels() != 1) {
            throw new IllegalArgumentException("takes images of 3 channels (red, green, blue) or 1, but got " + shape);
        }
        return shape;
    }

    /** Refuses a range that is not within {@code least} to {@code most}. */
    static void checkRange(Check check, String component, Range range, double least, double most) {
        check.present(component, range)
                .check(range.isIn(least, most), component, "within [" + least + ", " + most + "]", range);
    }

    /** Refuses a range of the numbers of images that is a single one. */
    static void checkValues(Check check, Range values) {
        check.present("valueRange", values)
                .check((float) values.low() < (float) values.high(), "valueRange", "more than one number", values);
    }

    /** Refuses an interpolation that there is not for such changes. */
    static void checkInterpolation(Check check, ResizeMethod method) {
        check.present("interpolation", method)
                .check(method != ResizeMethod.BICUBIC, "interpolation", "NEAREST or BILINEAR", method);
    }
}
