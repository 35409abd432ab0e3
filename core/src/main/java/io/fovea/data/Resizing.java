package io.fovea.data;

/**
 * Resizes images with a triangle filter that widens when it shrinks them, so that every pixel counts: Pillow's {@code
 * BILINEAR}, TensorFlow's {@code resize(antialias=True)}. It takes the image row by row, so that beside the image itself
 * there is only the small one in memory.
 */
final class Resizing {
    private Resizing() {}

    /** An image as {@code [height, width, channels]}, row-major. */
    static float[] resize(PixelRows image, int height, int width) {
        int channels = image.channels();
        Filter[] columns = Filter.all(image.width(), width);
        Filter[] rows = Filter.all(image.height(), height);
        int length = width * channels;
        float[] pixels = new float[image.width() * channels];
        float[] resized = new float[length];
        double[] sums = new double[height * length];
        int first = 0;
        for (int y = 0; y < image.height(); y++) {
            image.read(y, pixels);
            resizeRow(pixels, channels, columns, resized);
            while (first < height && rows[first].end() <= y) {
                first++;
            }
            for (int r = first; r < height && rows[r].first() <= y; r++) {
                add(resized, rows[r].weights()[y - rows[r].first()], sums, r * length);
            }
        }
        float[] result = new float[sums.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) sums[i];
        }
        return result;
    }

    private static void resizeRow(float[] pixels, int channels, Filter[] columns, float[] into) {
        for (int x = 0; x < columns.length; x++) {
            int first = columns[x].first() * channels;
            double[] weights = columns[x].weights();
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * pixels[first + i * channels + c];
                }
                into[x * channels + c] = (float) sum;
            }
        }
    }

    private static void add(float[] row, double weight, double[] sums, int at) {
        for (int i = 0; i < row.length; i++) {
            sums[at + i] += weight * row[i];
        }
    }

    /** Which pixels make a new one, and how much each counts. */
    private record Filter(int first, double[] weights) {
        int end() {
            return first + weights.length;
        }

        static Filter[] all(int size, int newSize) {
            Filter[] filters = new Filter[newSize];
            for (int i = 0; i < newSize; i++) {
                filters[i] = of(i, size, newSize);
            }
            return filters;
        }

        private static Filter of(int index, int size, int newSize) {
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
