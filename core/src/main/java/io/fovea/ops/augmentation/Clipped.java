package io.fovea.ops.augmentation;

/**
 * A change whose numbers are then kept in a range.
 *
 * @param change the change
 * @param values the range
 */
public record Clipped(ImageChange change, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        ImageTransform transform = change.forward(from, to);
        return (x, y, draw) -> {
            transform.apply(x, y, draw);
            for (int i = 0; i < y.length; i++) {
                y[i] = values.clip(y[i]);
            }
        };
    }
}
