package io.fovea.ops.augmentation;

import java.util.Optional;

/**
 * Puts a square of one number over an image, its middle anywhere in it, so that a part may lie outside (DeVries and Taylor,
 * arXiv:1708.04552).
 *
 * @param side in pixels, 1 or more
 * @param fill the number
 */
public record CutoutSquare(int side, float fill) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return covering(from, fill);
    }

    @Override
    public Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        return Optional.of(covering(from, 0));
    }

    private ImageTransform covering(ImageSize size, float value) {
        Rectangle rectangle = new Rectangle();
        return (x, y, draw) -> {
            System.arraycopy(x, 0, y, 0, x.length);
            rectangle.setSquare(size, draw.below(size.width()) - side / 2, draw.below(size.height()) - side / 2, side);
            rectangle.fill(size, y, value);
        };
    }
}
