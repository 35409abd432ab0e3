package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        int blocks = 11;
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
            long nodes = memory.allocate(blocks * 2 * blockBytes);
            long merged = memory.allocate(blockBytes);
            for (int chunk = 1; chunk <= blocks + 1; chunk++) {
                kernel.mergeMoments(
                        blocks, chunk, COUNT, CHANNELS, each, blockBytes, nodes, 2 * blockBytes, merged);
                check(merged, all);
            }
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
            kernel.normalizeRelu(1, 2, 3, x, 24, put(memory, new float[]{-1, 1, 1}),
                    put(memory, new float[]{2, 0, 3}), x, 24);
            Memory.copy(x, y, 0, 6);
            assertThat(y).containsExactly(1, 21, 0.5f, 0, 51, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientSumsAddUpOverSamples(boolean relu) {
        Random random = new Random(2);
        float[] x = values(random, COUNT * CHANNELS, 3);
        float[] dy = values(random, COUNT * CHANNELS, 0);
        // [mean][1 / deviation][scale][shift]
        float[] statistics = {3, 2.9f, 3.1f, 1, 0.9f, 1.1f, 0.5f, -2, 1, -1, 6.5f, -4};
        try (Memory memory = new Memory()) {
            long xs = put(memory, x);
            long dys = put(memory, dy);
            long sums = put(memory, values(random, 2 * CHANNELS, 50));
            for (int sample = 1; sample <= 2; sample++) {
                kernel.gradientSums(ROWS, PIXELS, CHANNELS, xs, ROW, dys, ROW, put(memory, statistics), relu, sums,
                        sample == 1);
                for (int c = 0; c < CHANNELS; c++) {
                    double sum = 0;
                    double product = 0;
                    for (int i = 0; i < COUNT; i++) {
                        double v = x[i * CHANNELS + c];
                        boolean passes = !relu || v * statistics[6 + c] + statistics[9 + c] > 0;
                        double d = passes ? dy[i * CHANNELS + c] : 0;
                        sum += d;
                        product += d * (v - statistics[c]) * statistics[3 + c];
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
        float[] statistics = {0, 0, 0, 0, 1, -1, -1.5f, 3.5f};
        float[] coefficients = {2, 3, 10, 100, 0.5f, -0.5f};
        try (Memory memory = new Memory()) {
            long x = put(memory, new float[]{1, 2, 3, 4});
            long dy = put(memory, new float[]{5, 6, 7, 8});
            long dx = memory.allocate(16);
            float[] found = new float[4];
            kernel.gradient(1, 2, 2, x, 16, dy, 16, put(memory, statistics), false, put(memory, coefficients), dx, 16);
            Memory.copy(dx, found, 0, 4);
            assertThat(found).containsExactly(20.5f, 217.5f, 44.5f, 423.5f);
            // The outputs are -0.5, 1.5, 1.5 and -0.5: a ReLU lets the second and the third pass.
            kernel.gradient(1, 2, 2, x, 16, dy, 16, put(memory, statistics), true, put(memory, coefficients), dx, 16);
            Memory.copy(dx, found, 0, 4);
            assertThat(found).containsExactly(10.5f, 217.5f, 44.5f, 399.5f);
        }
    }
}
