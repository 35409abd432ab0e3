package io.fovea.ops.augmentation;

import io.fovea.ops.resampling.Interpolation;

/**
 * The largest part in the middle of an image with the wanted ratio of height and width, made as large as wanted by straight lines
 * between pixels: what a random crop is at inference.
 */
public record CenteredResize() implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        int height = part(from.height(), (double) from.width() * to.height() / to.width());
        int width = part(from.width(), (double) from.height() * to.width() / to.height());
        int top = (from.height() - height) / 2;
        int left = (from.width() - width) / 2;
        Interpolation rows = Interpolation.bilinear(height, to.height());
        Interpolation columns = Interpolation.bilinear(width, to.width());
        return (x, y, draw) -> {
            for (int r = 0; r < to.height(); r++) {
                for (int c = 0; c < to.width(); c++) {
                    for (int k = 0; k < to.channels(); k++) {
                        float above =
                                between(columns, c, x, from.at(top + rows.pixel(r, 0), left) + k, from.channels());
                        float below =
                                between(columns, c, x, from.at(top + rows.pixel(r, 1), left) + k, from.channels());
                        y[to.at(r, c) + k] = rows.weight(r, 0) * above + rows.weight(r, 1) * below;
                    }
                }
            }
        };
    }

    private static int part(int have, double want) {
        return Math.max(1, Math.min(have, (int) want));
    }

    private static float between(Interpolation columns, int c, float[] x, int row, int channels) {
        return columns.weight(c, 0) * x[row + columns.pixel(c, 0) * channels]
                + columns.weight(c, 1) * x[row + columns.pixel(c, 1) * channels];
    }
}
