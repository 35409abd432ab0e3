package io.fovea.ops.augmentation;

/**
 * Makes a negative.
 *
 * @param probability drawn first, that it happens
 * @param values the range of the numbers
 */
public record Inversion(Interval probability, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            boolean happens = draw.happens(probability);
            for (int i = 0; i < x.length; i++) {
                y[i] = happens ? (float) values.high() - x[i] : x[i];
            }
        };
    }
}
