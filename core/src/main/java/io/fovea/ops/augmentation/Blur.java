package io.fovea.ops.augmentation;

/**
 * A blur by a normal curve along rows and columns; beyond the edges are zeros, as in Keras.
 *
 * @param probability drawn first, that it happens
 * @param rows of the window, odd
 * @param columns of the window, odd
 * @param deviation of the curve in pixels, drawn for columns, then for rows
 * @param values what numbers are kept in
 */
public record Blur(Interval probability, int rows, int columns, Interval deviation, Interval values)
        implements ImageChange {
    @Override
    public ImageTransform forward(ImageSize from, ImageSize to) {
        float[] across = new float[columns];
        float[] down = new float[rows];
        float[] half = new float[from.floats()];
        return (x, y, draw) -> {
            boolean happens = draw.happens(probability);
            curve(across, draw.uniform(deviation) + 1e-6);
            curve(down, draw.uniform(deviation) + 1e-6);
            if (happens) {
                along(x, half, across, from.channels(), from.width(), from);
                along(half, y, down, from.width() * from.channels(), from.height(), from);
            } else {
                System.arraycopy(x, 0, y, 0, x.length);
            }
            for (int i = 0; i < y.length; i++) {
                y[i] = values.clip(y[i]);
            }
        };
    }

    /** Sets a curve of sum 1 with deviation {@code sigma} in pixels. */
    static void curve(float[] curve, double sigma) {
        double sum = 0;
        for (int i = 0; i < curve.length; i++) {
            sum += weight(i, curve.length, sigma);
        }
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (float) (weight(i, curve.length, sigma) / sum);
        }
    }

    private static double weight(int i, int length, double sigma) {
        double at = (i - (length - 1) / 2.0) / sigma;
        return StrictMath.exp(-0.5 * at * at);
    }

    /**
     * Smooths along one axis.
     *
     * @param stride from a number to its neighbor along the axis, which has {@code length} of them
     */
    static void along(float[] x, float[] y, float[] curve, int stride, int length, ImageSize size) {
        for (int i = 0; i < size.floats(); i++) {
            int place = i / stride % length;
            float sum = 0;
            for (int k = 0; k < curve.length; k++) {
                int other = place + k - curve.length / 2;
                sum += other >= 0 && other < length ? curve[k] * x[i + (other - place) * stride] : 0;
            }
            y[i] = sum;
        }
    }
}
