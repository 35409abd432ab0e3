package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.runtime.Memory;

/** The scalar kernel against sums in double precision. */
class NormalizationTest {
    private static final int ROWS = 5;
    private static final int PIXELS = 13;
    private static final int CHANNELS = 3;
    private static final int COUNT = ROWS * PIXELS;
    private static final long ROW = 4L * PIXELS * CHANNELS;

    private final NormalizationKernel kernel = new ScalarNormalization();

    /** Values whose mean is large compared to their spread: where sums of squares lose all digits. */
    private static float[] values(Random random, int size, float offset) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian() + offset;
        }
        return values;
    }

    private static long put(Memory memory, float[] values) {
        long at = memory.allocate(4L * values.length);
        Memory.copy(values, 0, at, values.length);
        return at;
    }

    /** Mean and sum of squared deviations of a channel. */
    private static double[] moments(float[] x, int channel) {
        double mean = 0;
        int n = x.length / CHANNELS;
        for (int i = 0; i < n; i++) {
            mean += x[i * CHANNELS + channel] / (double) n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (x[i * CHANNELS + channel] - mean) * (x[i * CHANNELS + channel] - mean);
        }
        return new double[]{mean, squares};
    }

    @Test
    void momentsOfASampleAndOfABatch() {
        int blocks = 7;
        Random random = new Random(1);
        float[] all = values(random, blocks * COUNT * CHANNELS, 100);
        try (Memory memory = new Memory()) {
            long x = put(memory, all);
            long blockBytes = 8L * CHANNELS;
            long each = memory.allocate(blocks * blockBytes);
            for (int b = 0; b < blocks; b++) {
                kernel.moments(ROWS, PIXELS, CHANNELS, x + b * ROWS * ROW, ROW, each + b * blockBytes);
            }
            float[] first = new float[COUNT * CHANNELS];
            System.arraycopy(all, 0, first, 0, first.length);
            check(each, first);
            kernel.mergeMoments(blocks, COUNT, CHANNELS, each, blockBytes, each);
            check(each, all);
        }
    }

    private static void check(long found, float[] x) {
        for (int c = 0; c < CHANNELS; c++) {
            double[] expected = moments(x, c);
            assertThat((double) Memory.get(found + 4L * c)).isCloseTo(expected[0], within(3e-5));
            assertThat(Memory.get(found + 4L * (CHANNELS + c)) / expected[1]).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void normalizes() {
        try (Memory memory = new Memory()) {
            long x = put(memory, new float[]{1, 2, 3, 4, 5, 6});
            long scale = put(memory, new float[]{1, 10, -1});
            long shift = put(memory, new float[]{0, 1, 0.5f});
            kernel.normalize(1, 2, 3, x, 24, scale, shift, x, 24);
            float[] y = new float[6];
            Memory.copy(x, y, 0, 6);
            assertThat(y).containsExactly(1, 21, -2.5f, 4, 51, -5.5f);
        }
    }

    @Test
    void gradientSumsAddUpOverSamples() {
        Random random = new Random(2);
        float[] x = values(random, COUNT * CHANNELS, 3);
        float[] dy = values(random, COUNT * CHANNELS, 0);
        float[] mean = {3, 2.9f, 3.1f};
        float[] inverse = {1, 0.9f, 1.1f};
        try (Memory memory = new Memory()) {
            long xs = put(memory, x);
            long dys = put(memory, dy);
            long sums = put(memory, values(random, 2 * CHANNELS, 50));
            for (int sample = 1; sample <= 2; sample++) {
                kernel.gradientSums(ROWS, PIXELS, CHANNELS, xs, ROW, dys, ROW, put(memory, mean),
                        put(memory, inverse), sums, sample == 1);
                for (int c = 0; c < CHANNELS; c++) {
                    double sum = 0;
                    double product = 0;
                    for (int i = 0; i < COUNT; i++) {
                        double d = dy[i * CHANNELS + c];
                        sum += d;
                        product += d * (x[i * CHANNELS + c] - (double) mean[c]) * inverse[c];
                    }
                    assertThat((double) Memory.get(sums + 4L * c)).isCloseTo(sample * sum, within(1e-4));
                    assertThat((double) Memory.get(sums + 4L * (CHANNELS + c))).isCloseTo(sample * product,
                            within(1e-4));
                }
            }
        }
    }

    @Test
    void gradientIsALinearCombination() {
        try (Memory memory = new Memory()) {
            long dx = memory.allocate(16);
            kernel.gradient(1, 2, 2, put(memory, new float[]{1, 2, 3, 4}), 16, put(memory, new float[]{5, 6, 7, 8}),
                    16, put(memory, new float[]{2, 3}), put(memory, new float[]{10, 100}),
                    put(memory, new float[]{0.5f, -0.5f}), dx, 16);
            float[] found = new float[4];
            Memory.copy(dx, found, 0, 4);
            assertThat(found).containsExactly(20.5f, 217.5f, 44.5f, 423.5f);
        }
    }
}
