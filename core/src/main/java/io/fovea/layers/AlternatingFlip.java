package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.AlternatingFlips;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Swaps left and right of each image in every second epoch (Jordan, arXiv:2404.00498): half of the images, drawn at random, begin with
 * it. In two epochs a model sees each image and its mirror image once, where {@link RandomFlip} shows one of them twice for half of
 * the images. Keras has no such layer.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code AlternatingFlip.of()}
 *
 * @param name of the layer; empty: automatic
 */
public record AlternatingFlip(String name) implements AugmentationLayer {
    /** Checks that there is a name. */
    public AlternatingFlip {
        Check.of("AlternatingFlip").present("name", name);
    }

    /** The layer. */
    public static AlternatingFlip of() {
        return new AlternatingFlip("");
    }

    @Override
    public AlternatingFlip named(String newName) {
        return new AlternatingFlip(newName);
    }

    ImageChange augmentation() {
        return new AlternatingFlips();
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
