package io.fovea.ops.augmentation;

import java.util.Arrays;
import java.util.Optional;

/**
 * A part of an image at a random place.
 *
 * @param padding pixels around the image first; with them it is at least as high and wide as the part
 * @param reflected whether the padding mirrors the image without its outermost pixel; else it is zeros
 */
public record Crop(int padding, boolean reflected) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            int top = first(draw, from.height(), to.height());
            int left = first(draw, from.width(), to.width());
            for (int r = 0; r < to.height(); r++) {
                row(from, place(top + r, from.height()), left, x, to, r, y);
            }
        };
    }

    private int first(Draw draw, int have, int want) {
        return draw.below(have + 2 * padding - want + 1) - padding;
    }

    /** The row or column that is at {@code at} of the padded image; -1 for zeros. */
    private int place(int at, int length) {
        if (at >= 0 && at < length) {
            return at;
        }
        return reflected ? reflected(at, length) : -1;
    }

    /** The row or column that stands for the one at {@code at}, which is less than a length beyond an edge; the edge is not repeated. */
    public static int reflected(int at, int length) {
        if (at < 0) {
            return -at;
        }
        return at < length ? at : 2 * (length - 1) - at;
    }

    private void row(ImageSize from, int row, int left, float[] x, ImageSize to, int r, float[] y) {
        int channels = to.channels();
        for (int c = 0; c < to.width(); c++) {
            int column = place(left + c, from.width());
            int at = to.at(r, c);
            if (row < 0 || column < 0) {
                Arrays.fill(y, at, at + channels, 0);
            } else {
                int pixel = from.at(row, column);
                for (int k = 0; k < channels; k++) {
                    y[at + k] = x[pixel + k];
                }
            }
        }
    }

    @Override
    public Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        return Optional.of((dy, dx, draw) -> {
            int top = first(draw, from.height(), to.height());
            int left = first(draw, from.width(), to.width());
            Arrays.fill(dx, 0);
            for (int r = 0; r < to.height(); r++) {
                for (int c = 0; c < to.width(); c++) {
                    int row = place(top + r, from.height());
                    int column = place(left + c, from.width());
                    for (int k = 0; k < to.channels() && row >= 0 && column >= 0; k++) {
                        dx[from.at(row, column) + k] += dy[to.at(r, c) + k];
                    }
                }
            }
        });
    }
}
