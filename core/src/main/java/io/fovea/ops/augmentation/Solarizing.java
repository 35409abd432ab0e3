package io.fovea.ops.augmentation;

/**
 * Adds a number, then inverts what reaches a threshold.
 *
 * @param addition in bytes
 * @param threshold in bytes
 * @param values the range of the numbers
 */
public record Solarizing(Interval addition, Interval threshold, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            float added = (float) draw.uniform(addition);
            float least = (float) draw.uniform(threshold);
            for (int i = 0; i < x.length; i++) {
                float value = Interval.BYTES.clip(values.to(Interval.BYTES, x[i]) + added);
                y[i] = Interval.BYTES.to(values, value < least ? value : 255 - value);
            }
        };
    }
}
