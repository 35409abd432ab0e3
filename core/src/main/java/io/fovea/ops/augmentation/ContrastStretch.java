package io.fovea.ops.augmentation;

/**
 * Stretches each channel to the whole range.
 *
 * @param values the range of the numbers
 */
public record ContrastStretch(Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        return (x, y, draw) -> {
            for (int k = 0; k < from.channels(); k++) {
                channel(x, y, k, from.channels());
            }
        };
    }

    private void channel(float[] x, float[] y, int first, int channels) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = first; i < x.length; i += channels) {
            float value = values.to(Interval.BYTES, x[i]);
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        float scale = 255 / (high - low);
        for (int i = first; i < x.length; i += channels) {
            float stretched = Interval.BYTES.clip(values.to(Interval.BYTES, x[i]) * scale - low * scale);
            y[i] = high > low ? Interval.BYTES.to(values, stretched) : x[i];
        }
    }
}
