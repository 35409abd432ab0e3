package io.fovea.ops.augmentation;

import java.util.Arrays;

/** The pixels of an image whose upper left corners lie in a rectangle. */
final class Rectangle {
    /** The first row. */
    int top;
    /** The row after the last. */
    int bottom;
    /** The first column. */
    int left;
    /** The column after the last. */
    int right;

    /** Sets it by its upper left corner and its sizes in pixels, which need not be whole. */
    void set(double x, double y, double width, double height) {
        left = (int) Math.ceil(x);
        right = (int) Math.ceil(x + width);
        top = (int) Math.ceil(y);
        bottom = (int) Math.ceil(y + height);
    }

    /** Sets it to the part of a square that is in the image. */
    void setSquare(ImageSize image, int x, int y, int side) {
        left = Math.max(0, x);
        right = Math.min(image.width(), x + side);
        top = Math.max(0, y);
        bottom = Math.min(image.height(), y + side);
    }

    /** Whether a pixel is in it. */
    boolean contains(int row, int column) {
        return row >= top && row < bottom && column >= left && column < right;
    }

    /** Fills it with one number. */
    void fill(ImageSize image, float[] pixels, float value) {
        for (int r = top; r < bottom; r++) {
            Arrays.fill(pixels, image.at(r, left), image.at(r, right), value);
        }
    }
}
