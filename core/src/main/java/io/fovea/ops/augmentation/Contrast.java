package io.fovea.ops.augmentation;

/**
 * Draws each number away from the mean of its channel, or towards it.
 *
 * @param factor of the distance from the mean
 * @param values what numbers are kept in
 */
public record Contrast(Interval factor, Interval values) implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        int channels = from.channels();
        double[] means = new double[channels];
        return (x, y, draw) -> {
            float strength = (float) draw.uniform(factor);
            means(x, means, from.height() * from.width());
            for (int i = 0; i < x.length; i++) {
                float mean = (float) means[i % channels];
                y[i] = values.clip((x[i] - mean) * strength + mean);
            }
        };
    }

    private static void means(float[] x, double[] means, int pixels) {
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            for (int i = k; i < x.length; i += means.length) {
                sum += x[i];
            }
            means[k] = sum / pixels;
        }
    }
}
