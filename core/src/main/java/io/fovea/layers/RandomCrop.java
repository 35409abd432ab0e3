package io.fovea.layers;

import java.util.List;
import java.util.Optional;

import io.soabase.recordbuilder.core.RecordBuilder;

import io.fovea.description.Check;
import io.fovea.layers.copy.RandomCropBuilder;
import io.fovea.ops.augmentation.AugmentationOperation;
import io.fovea.ops.augmentation.CenteredResize;
import io.fovea.ops.augmentation.Crop;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A part of each image at a random place, in training. Otherwise, and where the image is smaller than the part, the largest part in its
 * middle with the wanted ratio of height and width is resized to the wanted size.
 *
 * <p>Each image has a place of its own, while Keras draws one for a batch. With padding, which Keras doesn't have, pixels are added
 * around the image first, as recipes for CIFAR do: {@code RandomCrop.of(32, 32).padding(4)} moves an image of 32 x 32 by up to 4 pixels
 * and leaves it alone at inference.
 *
 * <p>Input {@code [n, h, w, c]}; output {@code [n, height, width, c]}. No weights.
 *
 * <p>Example: {@code RandomCrop.of(32, 32).padding(4).edges(RandomCrop.Edges.REFLECT)}
 *
 * @param name of the layer; empty: automatic
 * @param height rows of the output, 1 or more
 * @param width columns of the output, 1 or more
 * @param padding pixels added on each side first in training, 0 or more; default 0
 * @param edges what the padding is; default {@link Edges#ZEROS}
 */
@RecordBuilder.Include(value = RandomCrop.class, packagePattern = "@.copy")
public record RandomCrop(String name, int height, int width, int padding, Edges edges) implements AugmentationLayer {
    /** What padding is. */
    public enum Edges {
        /** Zeros. */
        ZEROS,
        /** The image mirrored, the outermost pixel not repeated: {@code d c b | a b c d | c b a}. */
        REFLECT
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a size is below 1 or padding is negative
     */
    public RandomCrop {
        Check.of("RandomCrop")
                .present("name", name)
                .atLeast(1, "height", height)
                .atLeast(1, "width", width)
                .atLeast(0, "padding", padding)
                .check(padding <= Short.MAX_VALUE, "padding", "at most 32767", padding)
                .present("edges", edges);
    }

    /** To this size, without padding. */
    public static RandomCrop of(int height, int width) {
        return new RandomCrop("", height, width, 0, Edges.ZEROS);
    }

    private RandomCropBuilder copy() {
        return RandomCropBuilder.copyOf(this);
    }

    @Override
    public RandomCrop named(String newName) {
        return copy().name(newName).build();
    }

    /** With so many pixels added on each side first in training; default 0. */
    public RandomCrop padding(int pixels) {
        return copy().padding(pixels).build();
    }

    /** With this padding; default {@link Edges#ZEROS}. */
    public RandomCrop edges(Edges kind) {
        return copy().edges(kind).build();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape image = Layer.featureMap(inputs);
        if (edges == Edges.REFLECT && padding >= Math.min(image.dimension(0), image.dimension(1))) {
            throw new IllegalArgumentException(
                    "can't reflect " + padding + " pixels of an image of shape " + image + "; at most "
                            + (Math.min(image.dimension(0), image.dimension(1)) - 1));
        }
        return Shape.of(height, width, image.channels());
    }

    @Override
    public boolean isIdentityAtInference() {
        return false;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        boolean packed = in.channels() == in.channelStride();
        Value out = packed
                ? new Value(lowering.name(), height, width, in.channels(), in.channels())
                : Value.padded(lowering.name(), height, width, in.channels(), lowering.lanes());
        boolean fits = in.height() + 2 * padding >= height && in.width() + 2 * padding >= width;
        boolean same = in.height() == height && in.width() == width;
        ImageChange crop = new Crop(padding, edges == Edges.REFLECT);
        return lowering.add(new AugmentationOperation(
                lowering.name(), in, out, lowering.key(), fits ? crop : new CenteredResize(),
                same ? Optional.empty() : Optional.of(new CenteredResize())));
    }
}
