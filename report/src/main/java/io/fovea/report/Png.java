package io.fovea.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

import io.fovea.tensor.Shape;

/** Images as PNG files inside a page. */
final class Png {
    /** Longer sides are made smaller: a page of many large images would be too heavy to send around. */
    static final int LONGEST_SIDE = 64;

    private Png() {}

    /**
     * An image as a data URI.
     *
     * @param values row-major, of {@code shape}
     * @param shape {@code [h, w, 1]} or {@code [h, w, 3]}
     * @param scale of its numbers
     */
    static String dataUri(float[] values, Shape shape, PixelScale scale) {
        return dataUri(image(values, shape, scale));
    }

    /** An image as it is, as a data URI. */
    static String dataUri(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The image, made smaller by the mean of its pixels where a side is longer than {@link #LONGEST_SIDE}. */
    static BufferedImage image(float[] values, Shape shape, PixelScale scale) {
        int height = shape.dimension(0);
        int width = shape.dimension(1);
        double shrink = Math.min(1, (double) LONGEST_SIDE / Math.max(height, width));
        int rows = Math.max(1, (int) Math.round(height * shrink));
        int columns = Math.max(1, (int) Math.round(width * shrink));
        boolean grey = shape.channels() == 1;
        BufferedImage image = new BufferedImage(
                columns, rows, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int band = 0; band < shape.channels(); band++) {
                    float mean = mean(values, shape, band, y, rows, x, columns);
                    image.getRaster().setSample(x, y, band, scale.level(mean));
                }
            }
        }
        return image;
    }

    private static float mean(float[] values, Shape shape, int band, int y, int rows, int x, int columns) {
        int width = shape.dimension(1);
        int top = y * shape.dimension(0) / rows;
        int bottom = Math.max(top + 1, (y + 1) * shape.dimension(0) / rows);
        int left = x * width / columns;
        int right = Math.max(left + 1, (x + 1) * width / columns);
        float sum = 0;
        for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
                sum += values[(i * width + j) * shape.channels() + band];
            }
        }
        return sum / ((bottom - top) * (right - left));
    }
}
