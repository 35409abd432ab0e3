package io.fovea.ops.augmentation;

import io.fovea.tensor.Value;

/**
 * The sizes of an image, which lies row-major without gaps.
 *
 * @param height rows, 1 or more
 * @param width columns, 1 or more
 * @param channels of a pixel, 1 or more
 */
public record ImageSize(int height, int width, int channels) {
    /** Of a value. */
    static ImageSize of(Value value) {
        return new ImageSize(value.height(), value.width(), value.channels());
    }

    /** Numbers of an image. */
    public int floats() {
        return height * width * channels;
    }

    /** Where the pixel in row {@code row} and column {@code column} begins. */
    int at(int row, int column) {
        return (row * width + column) * channels;
    }
}
