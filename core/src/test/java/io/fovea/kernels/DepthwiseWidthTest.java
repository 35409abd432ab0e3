package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.kernels.DepthwiseKernel.Window;

class DepthwiseWidthTest {
    /** Windows with the rows and columns of the input that they read. */
    private record Shape(Window window, int rows, int columns) {}

    private interface Case {
        void check(Twins twins, Shape shape, Twins.Values values);
    }

    private static void shapes(Case check) {
        Random random = new Random(5);
        for (int test = 0; test < 120; test++) {
            Window w = new Window(
                    1 + random.nextInt(5), 1 + random.nextInt(10), 1 + random.nextInt(4), 1 + random.nextInt(5),
                    1 + random.nextInt(2), 1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(2),
                    Vectors.LANES * (1 + random.nextInt(4)));
            int rows = (w.outHeight() - 1) * w.strideY() + (w.kernelHeight() - 1) * w.dilationY() + 1;
            int columns = (w.outWidth() - 1) * w.strideX() + (w.kernelWidth() - 1) * w.dilationX() + 1;
            check.check(new Twins(test), new Shape(w, rows, columns), Twins.values(test, random));
        }
    }

    @Test
    void computesForward() {
        shapes((twins, s, values) -> {
            Window w = s.window;
            Twins.Area x = twins.input(s.rows, s.columns * w.channels(), values);
            Twins.Area weights = twins.input(1, w.taps() * w.channels(), values);
            Twins.Area bias = twins.input(1, w.channels(), values);
            Twins.Area y = twins.output(w.outHeight(), w.outWidth() * w.channels(), values);
            twins.agree("depthwise " + w, (kernels, m) -> kernels.depthwise().forward(
                    w, 0, w.outHeight(), x.in(m), x.stride(), weights.in(m), bias.in(m), y.in(m), y.stride()));
        });
    }

    @Test
    void takesGradients() {
        shapes((twins, s, values) -> {
            Window w = s.window;
            Twins.Area x = twins.input(s.rows, s.columns * w.channels(), values);
            Twins.Area weights = twins.input(1, w.taps() * w.channels(), values);
            Twins.Area dy = twins.input(w.outHeight(), w.outWidth() * w.channels(), values);
            Twins.Area dx = twins.output(s.rows, s.columns * w.channels(), values);
            Twins.Area gradient = twins.output(1, w.taps() * w.channels(), values);
            twins.agree("depthwise input gradient " + w, (kernels, m) -> kernels.depthwise().inputGradient(
                    w, dy.in(m), dy.stride(), weights.in(m), dx.in(m), dx.stride()));
            for (boolean first : new boolean[]{true, false}) {
                twins.agree("depthwise weight gradient " + w, (kernels, m) -> kernels.depthwise().weightGradient(
                        w, x.in(m), x.stride(), dy.in(m), dy.stride(), gradient.in(m), first));
            }
        });
    }
}
