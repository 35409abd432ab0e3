package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.augmentation.Flip;
import io.fovea.ops.augmentation.ImageChange;
import io.fovea.tensor.Value;

/**
 * Mirrors each image with a probability of one half. In both directions each is drawn for itself; Keras draws one number for both, so
 * that an image is turned by 180 degrees or left alone.
 *
 * <p>Input {@code [n, h, w, c]}; output of the same shape. No weights. Works in training only.
 *
 * <p>Example: {@code RandomFlip.of(RandomFlip.Mode.HORIZONTAL)}
 *
 * @param name of the layer; empty: automatic
 * @param mode along which axes; Keras's default {@link Mode#HORIZONTAL_AND_VERTICAL}
 */
public record RandomFlip(String name, Mode mode) implements AugmentationLayer {
    /** Along which axes images are mirrored. */
    public enum Mode {
        /** Left and right are swapped. */
        HORIZONTAL,
        /** Top and bottom are swapped. */
        VERTICAL,
        /** Both, each with a probability of one half. */
        HORIZONTAL_AND_VERTICAL
    }

    /** Checks that all is there. */
    public RandomFlip {
        Check.of("RandomFlip").present("name", name).present("mode", mode);
    }

    /** Along both axes. */
    public static RandomFlip of() {
        return of(Mode.HORIZONTAL_AND_VERTICAL);
    }

    /** Along these axes. */
    public static RandomFlip of(Mode mode) {
        return new RandomFlip("", mode);
    }

    @Override
    public RandomFlip named(String newName) {
        return new RandomFlip(newName, mode);
    }

    ImageChange augmentation() {
        return new Flip(mode != Mode.VERTICAL, mode != Mode.HORIZONTAL);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return AugmentationLayer.lower(lowering, inputs, augmentation());
    }
}
