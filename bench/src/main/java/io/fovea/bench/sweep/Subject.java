package io.fovea.bench.sweep;

import static io.fovea.activations.Activations.RELU;

import java.util.Locale;
import java.util.Random;

import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;

/**
 * A layer under measurement, and what it is given.
 *
 * @param size rows and columns of the input
 * @param channels of the input
 * @param outputs channels of the output
 * @param products multiplications that a sample needs: those with zeros outside the image are not counted
 * @param batch samples of a step
 */
record Subject(
        Layer layer, String text, int size, int channels, int outputs, double products, int batch) {
    /** Channels from which on vectors can be full. */
    private static final int WIDE = 16;

    /** Numbers of an input batch above which a subject is given fewer samples: 64 MB. */
    private static final long MOST_NUMBERS = 16 << 20;

    /** Multiplications of a step above which a subject is given fewer samples: some hundredths of a second. */
    private static final double MOST_PRODUCTS = 3e9;

    /** Draws a subject: six in ten are convolutions, the others pooling, normalization, dense layers. */
    static Subject draw(Random random) {
        int kind = random.nextInt(20);
        if (kind < 12) {
            return convolution(random);
        }
        int channels = between(random, 1, 512);
        if (kind < 14) {
            return dense(random);
        }
        int size = between(random, 4, 224);
        int pool = 2 + random.nextInt(2);
        int stride = 1 + random.nextInt(pool);
        return switch (kind) {
            case 14, 15 -> limited(
                    MaxPooling2D.of(pool).strides(stride), "max pooling " + pool + "/" + stride, size, channels,
                    channels, random, 0);
            case 16 -> limited(
                    AveragePooling2D.of(pool).strides(stride), "average pooling " + pool + "/" + stride, size, channels,
                    channels, random, 0);
            default -> limited(BatchNormalization.of(), "batch normalisation", size, channels, channels, random, 0);
        };
    }

    private static Subject convolution(Random random) {
        int channels = between(random, 1, 512);
        int filters = between(random, 1, 512);
        int size = between(random, 1, 224);
        int kernel = 1 + 2 * random.nextInt(4);
        int stride = 1 + random.nextInt(5) / 3;
        int dilation = stride == 1 && random.nextInt(6) == 0 ? 2 : 1;
        Conv2D layer = Conv2D.of(filters, kernel).padding(Padding.SAME).strides(stride).dilation(dilation);
        String text = "%d x %d to %d, stride %d, dilation %d".formatted(kernel, kernel, filters, stride, dilation);
        double taps = tapsInside(size, kernel, stride, dilation);
        return limited(
                layer, "convolution " + text, size, channels, filters, random, taps * taps * channels * filters);
    }

    private static Subject dense(Random random) {
        int inputs = between(random, 1, 8192);
        int units = between(random, 1, 1024);
        return limited(
                Dense.of(units).activation(RELU), "dense to " + units, 1, inputs, units, random,
                (double) inputs * units);
    }

    /** Along one axis, with "same" padding: how often a tap of the kernel meets a pixel of the image. */
    static int tapsInside(int size, int kernel, int stride, int dilation) {
        int outputs = (size + stride - 1) / stride;
        int window = (kernel - 1) * dilation + 1;
        int before = Math.max(0, (outputs - 1) * stride + window - size) / 2;
        int inside = 0;
        for (int output = 0; output < outputs; output++) {
            for (int tap = 0; tap < kernel; tap++) {
                int pixel = output * stride - before + tap * dilation;
                inside += pixel >= 0 && pixel < size ? 1 : 0;
            }
        }
        return inside;
    }

    private static Subject limited(
            Layer layer, String text, int size, int channels, int outputs, Random random, double products) {
        int drawn = between(random, 1, 256);
        long numbers = (long) size * size * channels;
        int batch =
                (int) Math.max(1, Math.min(drawn, Math.min(MOST_NUMBERS / numbers, MOST_PRODUCTS / (products + 1))));
        return new Subject(layer, text, size, channels, outputs, products, batch);
    }

    /** Small numbers as often as large ones: uniform in the logarithm. */
    private static int between(Random random, int least, int most) {
        return (int) Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }

    boolean isDense() {
        return layer instanceof Dense;
    }

    /** Whether it has weights to multiply by; the others only move numbers. */
    boolean multiplies() {
        return layer instanceof Conv2D || isDense();
    }

    /** Whether vectors can be full: with fewer channels they are mostly padding. */
    boolean isWide() {
        return channels >= WIDE && outputs >= WIDE;
    }

    /**
     * What bounds the forward pass of a step.
     *
     * @param weights numbers of the layer
     * @param input numbers of a sample
     * @param output numbers of a sample
     */
    Limit forward(long weights, long input, long output) {
        return multiplies()
                ? Limit.forward(batch * products, weights, batch * input, batch * output)
                : Limit.moving(batch * (input + output));
    }

    /** What bounds the backward pass of a step, as {@link #forward}. */
    Limit backward(long weights, long input, long output) {
        if (multiplies()) {
            return Limit.backward(batch * products, weights, batch * input, batch * output);
        }
        // Of its input a normalization needs the values, a maximum a bit for each pixel of a window, an average nothing.
        long known = switch (layer) {
            case BatchNormalization _ -> input;
            case MaxPooling2D pool -> output * pool.poolHeight() * pool.poolWidth() / Float.SIZE;
            default -> 0;
        };
        return Limit.moving(batch * (known + output + input));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %d x %d x %d, batch %d", text, size, size, channels, batch);
    }
}
