package io.fovea.callbacks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The kinds of {@code Summary.Value} in TensorFlow's {@code summary.proto} that an event file of ours holds, as messages. */
final class SummaryValue {
    private static final int TAG = 1;
    private static final int SCALAR = 2;
    private static final int IMAGE = 4;
    private static final int HISTOGRAM = 5;
    private static final int RGB = 3;

    /** As many as TensorFlow's histogram summaries have. */
    private static final int BUCKETS = 30;

    private SummaryValue() {}

    /** A number. */
    static byte[] scalar(String tag, double value) {
        return new ProtoWriter().text(TAG, tag).single(SCALAR, (float) value).message();
    }

    /** The distribution of {@code values} over 30 buckets of equal width; numbers that are not finite are left out. */
    static byte[] histogram(String tag, float[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
                sum += value;
                squares += (double) value * value;
                count++;
            }
        }
        if (count == 0) {
            least = 0;
            most = 0;
        }
        // Values that are all equal are shown as one bucket around them.
        double low = least < most ? least : least - 0.5;
        double high = least < most ? most : most + 0.5;
        double[] limits = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = i == BUCKETS - 1 ? high : low + (high - low) * (i + 1) / BUCKETS;
        }
        byte[] message = new ProtoWriter()
                .real(1, least)
                .real(2, most)
                .real(3, count)
                .real(4, sum)
                .real(5, squares)
                .reals(6, limits)
                .reals(7, counts(values, low, high))
                .message();
        return new ProtoWriter().text(TAG, tag).bytes(HISTOGRAM, message).message();
    }

    private static double[] counts(float[] values, double low, double high) {
        double[] counts = new double[BUCKETS];
        for (float value : values) {
            if (Float.isFinite(value)) {
                counts[Math.clamp((int) ((value - low) / (high - low) * BUCKETS), 0, BUCKETS - 1)]++;
            }
        }
        return counts;
    }

    /** A picture. */
    static byte[] image(String tag, BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] message = new ProtoWriter()
                .integer(1, image.getHeight())
                .integer(2, image.getWidth())
                .integer(3, RGB)
                .bytes(4, png.toByteArray())
                .message();
        return new ProtoWriter().text(TAG, tag).bytes(IMAGE, message).message();
    }
}
