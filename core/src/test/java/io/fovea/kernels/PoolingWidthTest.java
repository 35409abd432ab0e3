package io.fovea.kernels;

import java.util.Random;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import io.fovea.kernels.PoolingKernel.Window;

class PoolingWidthTest {
    private static final int TESTS = 300;

    /** Windows of every kind: apart, touching, overlapping, over the edges. */
    private static void windows(BiConsumer<Integer, Window> check) {
        Random random = new Random(7);
        for (int test = 0; test < TESTS; test++) {
            int channels = Vectors.LANES * (1 + random.nextInt(3));
            check.accept(test, test % 3 == 0 ? tiling(random, channels) : PoolingTest.random(random, channels));
        }
    }

    private static Window tiling(Random random, int channels) {
        int poolHeight = 1 + random.nextInt(3);
        int poolWidth = 1 + random.nextInt(3);
        int outHeight = 1 + random.nextInt(5);
        int outWidth = 1 + random.nextInt(5);
        return new Window(outHeight * poolHeight, outWidth * poolWidth, channels, outHeight, outWidth, poolHeight,
                poolWidth, poolHeight, poolWidth, 0, 0);
    }

    @Test
    void maximum() {
        windows((test, w) -> {
            Random random = new Random(test);
            Twins twins = new Twins(test);
            Twins.Values values = test % 4 == 0 ? () -> random.nextInt(3) : Twins.values(test, random);
            Twins.Area x = twins.input(w.height(), w.width() * w.channels(), values);
            Twins.Area y = twins.output(w.outHeight(), w.outWidth() * w.channels(), values);
            Twins.Area argmaxMask = twins.output(1, (int) (w.argmaxMaskBytes(Vectors.LANES) + 3) / 4, values);
            boolean relu = random.nextBoolean();
            int first = random.nextInt(w.outHeight());
            int end = first + 1 + random.nextInt(w.outHeight() - first);
            twins.agree("maximum of " + w, (kernels, m) -> kernels.pooling().maximum(
                    w, first, end, relu, x.in(m), x.stride(), y.in(m), y.stride(), 0));
            twins.agree("maximum with marks of " + w, (kernels, m) -> kernels.pooling().maximum(
                    w, first, end, relu, x.in(m), x.stride(), y.in(m), y.stride(), argmaxMask.in(m)));
        });
    }

    @Test
    void maximumGradient() {
        windows((test, w) -> {
            Random random = new Random(test);
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            Twins.Area x = twins.input(w.height(), w.width() * w.channels(), values);
            Twins.Area y = twins.output(w.outHeight(), w.outWidth() * w.channels(), values);
            Twins.Area argmaxMask = twins.output(1, (int) (w.argmaxMaskBytes(Vectors.LANES) + 3) / 4, values);
            boolean relu = random.nextBoolean();
            Twins.Area dx = twins.output(w.height(), w.width() * w.channels(), values);
            twins.agree("gradient of maximum, " + w, (kernels, m) -> {
                kernels.pooling().maximum(
                        w, 0, w.outHeight(), relu, x.in(m), x.stride(), y.in(m), y.stride(), argmaxMask.in(m));
                kernels.pooling().maximumGradient(w, y.in(m), y.stride(), argmaxMask.in(m), dx.in(m), dx.stride());
            });
        });
    }

    @Test
    void average() {
        windows((test, w) -> {
            Random random = new Random(test);
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            Twins.Area x = twins.input(w.height(), w.width() * w.channels(), values);
            Twins.Area y = twins.output(w.outHeight(), w.outWidth() * w.channels(), values);
            twins.agree("average of " + w, (kernels, m) -> kernels.pooling().average(
                    w, x.in(m), x.stride(), y.in(m), y.stride()));
        });
    }

    @Test
    void averageGradient() {
        windows((test, w) -> {
            Random random = new Random(test);
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            Twins.Area dy = twins.input(w.outHeight(), w.outWidth() * w.channels(), values);
            Twins.Area dx = twins.output(w.height(), w.width() * w.channels(), values);
            twins.agree("gradient of average, " + w, (kernels, m) -> kernels.pooling().averageGradient(
                    w, dy.in(m), dy.stride(), dx.in(m), dx.stride()));
        });
    }
}
