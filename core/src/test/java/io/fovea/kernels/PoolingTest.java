package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.runtime.Memory;

/** The scalar kernel against loops over every window and pixel in double precision. */
class PoolingTest {
    private static final PoolingKernel POOLING = new ScalarPooling(1);

    /** A window that may overlap its neighbors and reach over the edges, though never all of it. */
    static Window random(Random random, int channels) {
        int poolHeight = 1 + random.nextInt(4);
        int poolWidth = 1 + random.nextInt(4);
        int height = poolHeight + random.nextInt(7);
        int width = poolWidth + random.nextInt(7);
        int strideY = 1 + random.nextInt(3);
        int strideX = 1 + random.nextInt(3);
        if (random.nextBoolean()) {
            return new Window(height, width, channels, (height - poolHeight) / strideY + 1,
                    (width - poolWidth) / strideX + 1, poolHeight, poolWidth, strideY, strideX, 0, 0);
        }
        int outHeight = (height + strideY - 1) / strideY;
        int outWidth = (width + strideX - 1) / strideX;
        int padY = Math.max(0, (outHeight - 1) * strideY + poolHeight - height);
        int padX = Math.max(0, (outWidth - 1) * strideX + poolWidth - width);
        return new Window(height, width, channels, outHeight, outWidth, poolHeight, poolWidth, strideY, strideX,
                padY / 2, padX / 2);
    }

    private interface Pixel {
        /** Input row and column, and its number within the window. */
        void visit(int row, int column, int number);
    }

    private static void inside(Window w, int r, int c, Pixel pixel) {
        for (int i = 0; i < w.poolHeight(); i++) {
            for (int j = 0; j < w.poolWidth(); j++) {
                int row = r * w.strideY() - w.padTop() + i;
                int column = c * w.strideX() - w.padLeft() + j;
                if (row >= 0 && row < w.height() && column >= 0 && column < w.width()) {
                    pixel.visit(row, column, i * w.poolWidth() + j);
                }
            }
        }
    }

    private interface Case {
        void check(Window w, Random random, Memory memory, float[] x, float[] dy);
    }

    /** Small whole numbers, so that there are ties and sums are exact. */
    private static void cases(Case check) {
        for (int test = 0; test < 300; test++) {
            Random random = new Random(test);
            Window w = random(random, 1 + random.nextInt(4));
            float[] x = new float[w.height() * w.width() * w.channels()];
            float[] dy = new float[w.outHeight() * w.outWidth() * w.channels()];
            fill(x, random);
            fill(dy, random);
            try (Memory memory = new Memory()) {
                check.check(w, random, memory, x, dy);
            }
        }
    }

    private static void fill(float[] to, Random random) {
        for (int i = 0; i < to.length; i++) {
            to[i] = random.nextInt(9) - 4;
        }
    }

    private static long put(Memory memory, float[] values) {
        long at = memory.allocate(4L * values.length);
        Memory.copy(values, 0, at, values.length);
        return at;
    }

    private static float[] take(long at, int count) {
        float[] values = new float[count];
        Memory.copy(at, values, 0, count);
        return values;
    }

    @Test
    void maximumIsTheFirstOfTheGreatestAndTakesTheWholeGradient() {
        cases((w, random, memory, x, dy) -> {
            long y = memory.allocate(4L * dy.length);
            boolean relu = random.nextBoolean();
            long argmaxMask = memory.allocate(w.argmaxMaskBytes(1));
            float[] garbage = new float[x.length];
            fill(garbage, random);
            long dx = put(memory, garbage);
            long rowX = 4L * w.width() * w.channels();
            long rowY = 4L * w.outWidth() * w.channels();
            POOLING.maximum(w, 0, w.outHeight(), relu, put(memory, x), rowX, y, rowY, argmaxMask);
            POOLING.maximumGradient(w, put(memory, dy), rowY, argmaxMask, dx, rowX);
            float[] expectedY = new float[dy.length];
            short[] expectedMarks = new short[dy.length * w.poolHeight() * w.poolWidth()];
            float[] expectedDx = new float[x.length];
            for (int r = 0; r < w.outHeight(); r++) {
                for (int c = 0; c < w.outWidth(); c++) {
                    for (int k = 0; k < w.channels(); k++) {
                        int out = (r * w.outWidth() + c) * w.channels() + k;
                        int channel = k;
                        int[] best = {-1, -1};
                        inside(w, r, c, (row, column, number) -> {
                            int in = (row * w.width() + column) * w.channels() + channel;
                            if (best[0] < 0 || x[in] > x[best[0]]) {
                                best[0] = in;
                                best[1] = number;
                            }
                        });
                        expectedY[out] = relu ? Math.max(0, x[best[0]]) : x[best[0]];
                        if (!relu || x[best[0]] > 0) {
                            expectedMarks[out * w.poolHeight() * w.poolWidth() + best[1]] = 1;
                            expectedDx[best[0]] += dy[out];
                        }
                    }
                }
            }
            assertThat(take(y, dy.length)).as("%s", w).isEqualTo(expectedY);
            for (int i = 0; i < expectedMarks.length; i++) {
                short mark = Memory.ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, argmaxMask + 2L * i);
                assertThat(mark).as("mark %d of %s", i, w).isEqualTo(expectedMarks[i]);
            }
            assertThat(take(dx, x.length)).as("%s", w).isEqualTo(expectedDx);
        });
    }

    @Test
    void averageCountsWhatLiesInsideAndSpreadsTheGradientOverIt() {
        cases((w, random, memory, x, dy) -> {
            long y = memory.allocate(4L * dy.length);
            float[] garbage = new float[x.length];
            fill(garbage, random);
            long dx = put(memory, garbage);
            long rowX = 4L * w.width() * w.channels();
            long rowY = 4L * w.outWidth() * w.channels();
            POOLING.average(w, put(memory, x), rowX, y, rowY);
            POOLING.averageGradient(w, put(memory, dy), rowY, dx, rowX);
            double[] expectedDx = new double[x.length];
            float[] averages = take(y, dy.length);
            for (int r = 0; r < w.outHeight(); r++) {
                for (int c = 0; c < w.outWidth(); c++) {
                    for (int k = 0; k < w.channels(); k++) {
                        int out = (r * w.outWidth() + c) * w.channels() + k;
                        int channel = k;
                        double[] sum = new double[2];
                        inside(w, r, c, (row, column, number) -> {
                            sum[0] += x[(row * w.width() + column) * w.channels() + channel];
                            sum[1]++;
                        });
                        assertThat((double) averages[out]).as("%s", w).isCloseTo(sum[0] / sum[1], within(1e-6));
                        inside(w, r, c, (row, column, number) -> expectedDx[(row * w.width() + column) * w.channels()
                                + channel] += dy[out] / sum[1]);
                    }
                }
            }
            float[] gradient = take(dx, x.length);
            for (int i = 0; i < gradient.length; i++) {
                assertThat((double) gradient[i]).as("element %d of %s", i, w).isCloseTo(expectedDx[i], within(1e-5));
            }
        });
    }

    /** 4 x 4 pixels under windows of 2 x 2: the example of every textbook. */
    @Test
    void aKnownPicture() {
        Window w = new Window(4, 4, 1, 2, 2, 2, 2, 2, 2, 0, 0);
        try (Memory memory = new Memory()) {
            long x = put(memory, new float[]{1, 3, 2, 1, 4, 2, 1, 5, 0, 0, 7, 7, 0, 0, 7, 7});
            long y = memory.allocate(16);
            POOLING.maximum(w, 0, 2, false, x, 16, y, 8, 0);
            assertThat(take(y, 4)).containsExactly(4, 5, 0, 7);
            POOLING.average(w, x, 16, y, 8);
            assertThat(take(y, 4)).containsExactly(2.5f, 2.25f, 0, 7);
        }
    }
}
