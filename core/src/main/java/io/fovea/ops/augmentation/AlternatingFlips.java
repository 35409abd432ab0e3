package io.fovea.ops.augmentation;

import java.util.Optional;

/**
 * Swaps left and right of each image in every second epoch; half of the images begin with it (Jordan, arXiv:2404.00498): in each pair
 * of epochs a model sees each image and its mirror image once.
 */
public record AlternatingFlips() implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> Flip.mirror(from, (draw.epoch() + draw.ofImage() & 1) == 0, false, x, y);
    }

    @Override
    public Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        return Optional.of(forward(from, to));
    }
}
