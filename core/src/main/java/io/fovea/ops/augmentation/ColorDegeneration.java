package io.fovea.ops.augmentation;

/**
 * Mixes an image with its grey version.
 *
 * @param factor the part of the grey one
 * @param values what numbers are kept in
 */
public record ColorDegeneration(Interval factor, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        int channels = from.channels();
        return (x, y, draw) -> {
            float part = (float) draw.uniform(factor);
            for (int i = 0; i < x.length; i += channels) {
                float grey = Grey.of(x, i, channels);
                for (int k = 0; k < channels; k++) {
                    y[i + k] = values.clip(x[i + k] + part * (grey - x[i + k]));
                }
            }
        };
    }
}
