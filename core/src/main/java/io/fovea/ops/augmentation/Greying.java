package io.fovea.ops.augmentation;

/**
 * Takes the colors out of an image.
 *
 * @param probability that it happens
 */
public record Greying(double probability) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        int channels = from.channels();
        return (x, y, draw) -> {
            boolean happens = draw.uniform() < probability;
            for (int i = 0; i < x.length; i += channels) {
                float grey = Grey.of(x, i, channels);
                for (int k = 0; k < channels; k++) {
                    y[i + k] = happens ? grey : x[i + k];
                }
            }
        };
    }
}
