package io.fovea.ops.augmentation;

import java.util.Optional;

/** A kind of change with its parameters. */
public interface ImageChange {
    /** The change for one worker: of images of size {@code from} to images of size {@code to}. */
    ImageTransform forward(ImageSize from, ImageSize to);

    /**
     * The way back for gradients: for the same random numbers the transposed linear map, from gradients by the output to gradients by
     * the input. Empty where the change is not linear.
     *
     * @param from size of the images that are changed
     * @param to size of the changed images
     */
    default Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        return Optional.empty();
    }
}
