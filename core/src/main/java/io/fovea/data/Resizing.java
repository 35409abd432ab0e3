package io.fovea.data;

/**
 * Resizes pictures with a triangle filter that widens when it shrinks them, so that every pixel counts: Pillow's {@code
 * BILINEAR}, TensorFlow's {@code resize(antialias=True)}.
 */
final class Resizing {
    private Resizing() {}

    /** A picture {@code [height, width, channels]} as {@code [newHeight, newWidth, channels]}. */
    static float[] resize(float[] picture, int height, int width, int channels, int newHeight, int newWidth) {
        float[] wide = rows(picture, height, width, channels, newWidth);
        return columns(wide, height, newWidth, channels, newHeight);
    }

    private static float[] rows(float[] x, int height, int width, int channels, int newWidth) {
        float[] y = new float[height * newWidth * channels];
        for (int c = 0; c < newWidth; c++) {
            Filter filter = Filter.of(c, width, newWidth);
            for (int r = 0; r < height; r++) {
                for (int k = 0; k < channels; k++) {
                    double sum = 0;
                    for (int i = 0; i < filter.weights().length; i++) {
                        sum += filter.weights()[i] * x[(r * width + filter.first() + i) * channels + k];
                    }
                    y[(r * newWidth + c) * channels + k] = (float) sum;
                }
            }
        }
        return y;
    }

    private static float[] columns(float[] x, int height, int width, int channels, int newHeight) {
        int row = width * channels;
        float[] y = new float[newHeight * row];
        for (int r = 0; r < newHeight; r++) {
            Filter filter = Filter.of(r, height, newHeight);
            for (int k = 0; k < row; k++) {
                double sum = 0;
                for (int i = 0; i < filter.weights().length; i++) {
                    sum += filter.weights()[i] * x[(filter.first() + i) * row + k];
                }
                y[r * row + k] = (float) sum;
            }
        }
        return y;
    }

    /** Which pixels make a new one, and how much each counts. */
    private record Filter(int first, double[] weights) {
        static Filter of(int index, int size, int newSize) {
            double scale = (double) size / newSize;
            double support = Math.max(1, scale);
            double center = (index + 0.5) * scale;
            int first = (int) Math.max(0, Math.floor(center - support + 0.5));
            int end = (int) Math.min(size, Math.floor(center + support + 0.5));
            double[] weights = new double[end - first];
            double total = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.max(0, 1 - Math.abs((first + i + 0.5 - center) / support));
                total += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= total;
            }
            return new Filter(first, weights);
        }
    }
}
