package io.fovea.ops.augmentation;

import java.util.Optional;

/**
 * Mirrors an image with a probability of one half along each of the axes that are set, each drawn for itself.
 *
 * @param horizontal whether left and right may be swapped
 * @param vertical whether top and bottom may be swapped
 */
public record Flip(boolean horizontal, boolean vertical) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            boolean leftRight = draw.uniform() < 0.5 && horizontal;
            boolean topBottom = draw.uniform() < 0.5 && vertical;
            mirror(from, leftRight, topBottom, x, y);
        };
    }

    /** A mirror image's mirror image is the image. */
    @Override
    public Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        return Optional.of(forward(from, to));
    }

    /** Mirrors an image, or copies it. */
    static void mirror(ImageSize size, boolean leftRight, boolean topBottom, float[] x, float[] y) {
        int row = size.width() * size.channels();
        for (int r = 0; r < size.height(); r++) {
            int from = row * (topBottom ? size.height() - 1 - r : r);
            if (leftRight) {
                mirrorRow(size, x, from, y, r * row);
            } else {
                System.arraycopy(x, from, y, r * row, row);
            }
        }
    }

    private static void mirrorRow(ImageSize size, float[] x, int from, float[] y, int to) {
        int channels = size.channels();
        for (int c = 0; c < size.width(); c++) {
            int pixel = from + (size.width() - 1 - c) * channels;
            for (int k = 0; k < channels; k++) {
                y[to + c * channels + k] = x[pixel + k];
            }
        }
    }
}
