package io.fovea.ops.augmentation;

import java.util.Arrays;

/**
 * Contrast limited adaptive histogram equalization (Zuiderveld, 1994): the image is divided into tiles; each channel of each tile has a
 * histogram of 256 bins, cut at a height, whose running sum is a map of numbers. A pixel is mapped by the four tiles whose middles are
 * around it, mixed by straight lines.
 *
 * @param limit of a bin, in mean heights of a bin; 0: none
 * @param rows of tiles
 * @param columns of tiles
 * @param values the range of the numbers
 */
public record TileEqualization(double limit, int rows, int columns, Interval values) implements ImageChange {
    private static final int BINS = 256;

    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return new Tiles(this, from);
    }

    private static final class Tiles implements ImageTransform {
        private final TileEqualization how;
        private final ImageSize size;
        private final int tileHeight;
        private final int tileWidth;
        private final float[] maps;
        private final double[] bins = new double[BINS];

        Tiles(TileEqualization how, ImageSize size) {
            this.how = how;
            this.size = size;
            tileHeight = Math.ceilDiv(size.height(), how.rows);
            tileWidth = Math.ceilDiv(size.width(), how.columns);
            maps = new float[how.rows * how.columns * BINS];
        }

        @Override
        public void apply(float[] from, float[] to, Draw draw) {
            for (int k = 0; k < size.channels(); k++) {
                for (int r = 0; r < how.rows; r++) {
                    for (int c = 0; c < how.columns; c++) {
                        count(from, r * tileHeight, c * tileWidth, k);
                        writeMap(map(r, c));
                    }
                }
                for (int r = 0; r < size.height(); r++) {
                    for (int c = 0; c < size.width(); c++) {
                        int at = size.at(r, c) + k;
                        to[at] = Interval.BYTES.to(how.values, mapped(r, c, bin(from[at])));
                    }
                }
            }
        }

        private int bin(float value) {
            return (int) Interval.BYTES.clip(how.values.to(Interval.BYTES, value));
        }

        /** Where the map of a tile begins; beyond the outermost tiles are those again. */
        private int map(int row, int column) {
            int r = Math.clamp(row, 0, how.rows - 1);
            int c = Math.clamp(column, 0, how.columns - 1);
            return (r * how.columns + c) * BINS;
        }

        private void count(float[] from, int top, int left, int channel) {
            Arrays.fill(bins, 0);
            for (int r = top; r < top + tileHeight; r++) {
                for (int c = left; c < left + tileWidth; c++) {
                    int at = size.at(mirrored(r, size.height()), mirrored(c, size.width()));
                    bins[bin(from[at + channel])]++;
                }
            }
        }

        /** The tiles may reach over the last row or column: there the image is mirrored. */
        private static int mirrored(int i, int length) {
            int in = i % (2 * length);
            return in < length ? in : 2 * length - 1 - in;
        }

        private void writeMap(int map) {
            double pixels = (double) tileHeight * tileWidth;
            double most = how.limit > 0 ? how.limit * pixels / BINS : pixels;
            double excess = 0;
            for (double bin : bins) {
                excess += Math.max(bin - most, 0);
            }
            double sum = 0;
            double first = Math.min(bins[0], most) + excess / BINS;
            double range = pixels == first ? 1 : pixels - first;
            for (int b = 0; b < BINS; b++) {
                sum += Math.min(bins[b], most) + excess / BINS;
                maps[map + b] = Interval.BYTES.clip((float) ((sum - first) * 255 / range));
            }
        }

        private float mapped(int row, int column, int bin) {
            float y = (row - tileHeight / 2f) / tileHeight;
            float x = (column - tileWidth / 2f) / tileWidth;
            int top = (int) Math.floor(y);
            int left = (int) Math.floor(x);
            float above = mixed(maps[map(top, left) + bin], maps[map(top, left + 1) + bin], x - left);
            float below = mixed(maps[map(top + 1, left) + bin], maps[map(top + 1, left + 1) + bin], x - left);
            return mixed(above, below, y - top);
        }

        private static float mixed(float one, float other, float part) {
            return one * (1 - part) + other * part;
        }
    }
}
