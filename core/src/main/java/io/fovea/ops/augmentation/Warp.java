package io.fovea.ops.augmentation;

import java.util.Arrays;
import java.util.Optional;

/**
 * A change of an image whose pixels come from other places of it; numbers as of TensorFlow's ImageProjectiveTransformV3.
 *
 * @param map the places
 * @param edges what lies beyond the edges
 * @param bilinear whether pixels are made of their four neighbors by straight lines; else they are the nearest one
 * @param fill the number beyond the edges where that is a constant
 */
public record Warp(PlaceMap map, EdgeRule edges, boolean bilinear, float fill) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return new Gather(this, from);
    }

    /** Each pixel's gradient goes where the pixel came from. */
    @Override
    public Optional<ImageTransform> backward(ImageSize from, ImageSize to) {
        return Optional.of(new Scatter(this, from));
    }

    /** Goes through the pixels of the changed image and the places where they come from. */
    private abstract static class Walk implements ImageTransform {
        final Warp warp;
        final ImageSize size;
        private final PlaceMap.Places places;
        private final float[] columns;
        private final float[] rows;

        Walk(Warp warp, ImageSize size) {
            this.warp = warp;
            this.size = size;
            places = warp.map.places(size);
            columns = new float[size.width()];
            rows = new float[size.width()];
        }

        @Override
        public final void apply(float[] read, float[] written, Draw draw) {
            places.draw(draw);
            Arrays.fill(written, 0);
            for (int r = 0; r < size.height(); r++) {
                places.row(r, columns, rows);
                for (int c = 0; c < size.width(); c++) {
                    float x = place(columns[c], size.width());
                    float y = place(rows[c], size.height());
                    pixel(read, written, size.at(r, c), x, y);
                }
            }
        }

        /** Most places are in the image, where all rules agree. */
        private float place(float at, int length) {
            return at >= 0 && at <= length - 1 ? at : warp.edges.place(at, length);
        }

        private void pixel(float[] read, float[] written, int at, float x, float y) {
            if (!warp.bilinear) {
                tap(read, written, at, nearest(x), nearest(y), 1);
                return;
            }
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            float right = x - left;
            float down = y - top;
            four(
                    read, written, at, left, top, (1 - right) * (1 - down), right * (1 - down), (1 - right) * down,
                    right * down);
        }

        /** All four pixels, the first one being in column {@code x} and row {@code y}. */
        void four(
                float[] read, float[] written, int at, int x, int y, float first, float right, float below,
                float last) {
            tap(read, written, at, x, y, first);
            tap(read, written, at, x + 1, y, right);
            tap(read, written, at, x, y + 1, below);
            tap(read, written, at, x + 1, y + 1, last);
        }

        private static int nearest(float place) {
            // Halves away from zero.
            return (int) (place < 0 ? -Math.floor(0.5 - place) : Math.floor(0.5 + place));
        }

        final boolean isInside(int x, int y) {
            return x >= 0 && x < size.width() && y >= 0 && y < size.height();
        }

        /** One of the pixels, in column {@code x} and row {@code y}, that make the one at {@code at}, and its weight. */
        abstract void tap(float[] read, float[] written, int at, int x, int y, float weight);
    }

    private static final class Gather extends Walk {
        Gather(Warp warp, ImageSize size) {
            super(warp, size);
        }

        /** The same sums, faster where no pixel is beyond an edge. */
        @Override
        void four(
                float[] read, float[] written, int at, int x, int y, float first, float right, float below,
                float last) {
            if (x < 0 || y < 0 || x + 1 >= size.width() || y + 1 >= size.height()) {
                super.four(read, written, at, x, y, first, right, below, last);
                return;
            }
            int channels = size.channels();
            int one = size.at(y, x);
            int two = size.at(y + 1, x);
            for (int k = 0; k < channels; k++) {
                written[at + k] = first * read[one + k] + right * read[one + channels + k] + below * read[two + k]
                        + last * read[two + channels + k];
            }
        }

        @Override
        void tap(float[] read, float[] written, int at, int x, int y, float weight) {
            if (weight != 0) {
                boolean inside = isInside(x, y);
                int from = inside ? size.at(y, x) : 0;
                for (int k = 0; k < size.channels(); k++) {
                    written[at + k] += weight * (inside ? read[from + k] : warp.fill);
                }
            }
        }
    }

    private static final class Scatter extends Walk {
        Scatter(Warp warp, ImageSize size) {
            super(warp, size);
        }

        @Override
        void tap(float[] read, float[] written, int at, int x, int y, float weight) {
            if (isInside(x, y)) {
                int to = size.at(y, x);
                for (int k = 0; k < size.channels(); k++) {
                    written[to + k] += weight * read[at + k];
                }
            }
        }
    }
}
