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
 * @param batch samples of a step
 */
record Subject(Layer layer, String text, int size, int channels, int batch) {
    /** Numbers of an input batch above which a subject is given fewer samples: 64 MB. */
    private static final long MOST_NUMBERS = 16 << 20;

    /** Multiplications of a step above which a subject is given fewer samples: some hundredths of a second. */
    private static final double MOST_PRODUCTS = 3e9;

    /** Draws a subject: six in ten are convolutions, the others pooling, normalisation, dense layers. */
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
                    MaxPooling2D.of(pool).strides(stride), "max pooling " + pool + "/" + stride, size, channels, random,
                    0);
            case 16 ->
                    limited(AveragePooling2D.of(pool).strides(stride), "average pooling " + pool + "/" + stride, size,
                            channels, random, 0);
            default -> limited(BatchNormalization.of(), "batch normalisation", size, channels, random, 0);
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
        double products = (double) size * size / stride / stride * kernel * kernel * channels * filters;
        return limited(layer, "convolution " + text, size, channels, random, products);
    }

    private static Subject dense(Random random) {
        int inputs = between(random, 1, 8192);
        int units = between(random, 1, 1024);
        return limited(
                Dense.of(units).activation(RELU), "dense to " + units, 1, inputs, random, (double) inputs * units);
    }

    private static Subject limited(
            Layer layer, String text, int size, int channels, Random random, double products) {
        int drawn = between(random, 1, 256);
        long numbers = (long) size * size * channels;
        int batch =
                (int) Math.max(1, Math.min(drawn, Math.min(MOST_NUMBERS / numbers, MOST_PRODUCTS / (products + 1))));
        return new Subject(layer, text, size, channels, batch);
    }

    /** Small numbers as often as large ones: uniform in the logarithm. */
    private static int between(Random random, int least, int most) {
        return (int) Math.round(least * Math.pow((double) most / least, random.nextDouble()));
    }

    boolean isDense() {
        return layer instanceof Dense;
    }

    /** Whether multiplications bound it, and not memory. */
    boolean multiplies() {
        return layer instanceof Conv2D || isDense();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %d x %d x %d, batch %d", text, size, size, channels, batch);
    }
}
