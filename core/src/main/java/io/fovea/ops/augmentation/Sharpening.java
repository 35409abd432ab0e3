package io.fovea.ops.augmentation;

/**
 * Mixes an image with a smoothed one: of a drawn number f, {@code 1 - 2 f} is the smoothed one's part.
 *
 * @param factor f
 * @param values what numbers are kept in
 */
public record Sharpening(Interval factor, Interval values) implements ImageChange {
    private static final float AROUND = 1 / 13f;
    private static final float MIDDLE = 5 / 13f;

    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            float part = 1 - 2 * (float) draw.uniform(factor);
            for (int r = 0; r < from.height(); r++) {
                for (int c = 0; c < from.width(); c++) {
                    for (int k = 0; k < from.channels(); k++) {
                        int at = from.at(r, c) + k;
                        y[at] = values.clip(x[at] + part * (smooth(from, x, r, c, k) - x[at]));
                    }
                }
            }
        };
    }

    private static float smooth(ImageSize size, float[] x, int row, int column, int channel) {
        float sum = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(size.height() - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(size.width() - 1, column + 1); c++) {
                sum += (r == row && c == column ? MIDDLE : AROUND) * x[size.at(r, c) + channel];
            }
        }
        return sum;
    }
}
