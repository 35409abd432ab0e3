package io.fovea.ops.augmentation;

/**
 * Adds a number to all of an image.
 *
 * @param factor the number, in widths of the range of values
 * @param values what numbers are kept in
 */
public record Brightness(Interval factor, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            float delta = (float) draw.uniform(factor) * (float) (values.high() - values.low());
            for (int i = 0; i < x.length; i++) {
                y[i] = values.clip(x[i] + delta);
            }
        };
    }
}
