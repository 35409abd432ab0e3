package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;

class NormalizationWidthTest {
    private record Shape(int rows, int pixels, int channels) {
        int count() {
            return pixels * channels;
        }
    }

    private interface Case {
        void check(Twins twins, Shape shape, Twins.Values values);
    }

    private static void shapes(Case check) {
        Random random = new Random(3);
        for (int test = 0; test < 100; test++) {
            Shape shape = new Shape(1 + random.nextInt(7), 1 + random.nextInt(67),
                    Vectors.LANES * (1 + random.nextInt(9)));
            check.check(new Twins(test), shape, Twins.values(test, random));
        }
    }

    @Test
    void moments() {
        shapes((twins, s, values) -> {
            Twins.Area x = twins.input(s.rows, s.count(), values);
            Twins.Area moments = twins.output(1, 2 * s.channels, values);
            twins.agree("moments, " + s, (kernels, m) -> kernels.normalization().moments(
                    s.rows, s.pixels, s.channels, x.in(m), x.stride(), moments.in(m)));
        });
    }

    @Test
    void mergesMoments() {
        shapes((twins, s, values) -> {
            Twins.Area moments = twins.output(s.rows, 2 * s.channels, values);
            Twins.Area merged = twins.output(1, 2 * s.channels, values);
            Twins.Area nodes = twins.output(s.rows, 4 * s.channels, values);
            for (int chunk = 1; chunk <= s.rows; chunk++) {
                int size = chunk;
                twins.agree("merged moments, " + s, (kernels, m) -> kernels.normalization().mergeMoments(
                        s.rows, size, s.pixels, s.channels, moments.in(m), moments.stride(), nodes.in(m),
                        nodes.stride(), merged.in(m)));
            }
        });
    }

    @Test
    void normalizes() {
        shapes((twins, s, values) -> {
            Twins.Area x = twins.input(s.rows, s.count(), values);
            Twins.Area scale = twins.input(1, s.channels, values);
            Twins.Area shift = twins.input(1, s.channels, values);
            Twins.Area y = twins.output(s.rows, s.count(), values);
            twins.agree("normalise, " + s, (kernels, m) -> kernels.normalization().normalize(
                    s.rows, s.pixels, s.channels, x.in(m), x.stride(), scale.in(m), shift.in(m), y.in(m), y.stride()));
            twins.agree("normalise in place, " + s, (kernels, m) -> kernels.normalization().normalize(
                    s.rows, s.pixels, s.channels, y.in(m), y.stride(), scale.in(m), shift.in(m), y.in(m), y.stride()));
            twins.agree("normalise with ReLU, " + s, (kernels, m) -> kernels.normalization().normalizeRelu(
                    s.rows, s.pixels, s.channels, x.in(m), x.stride(), scale.in(m), shift.in(m), y.in(m), y.stride()));
        });
    }

    @Test
    void gradientSums() {
        shapes((twins, s, values) -> {
            Twins.Area x = twins.input(s.rows, s.count(), values);
            Twins.Area dy = twins.input(s.rows, s.count(), values);
            Twins.Area statistics = twins.input(1, 4 * s.channels, values);
            Twins.Area sums = twins.output(1, 2 * s.channels, values);
            for (boolean first : new boolean[]{true, false}) {
                for (boolean relu : new boolean[]{true, false}) {
                    twins.agree("sums of the gradient, " + s, (kernels, m) -> kernels.normalization().gradientSums(
                            s.rows, s.pixels, s.channels, x.in(m), x.stride(), dy.in(m), dy.stride(),
                            statistics.in(m), relu, sums.in(m), first));
                }
            }
        });
    }

    @Test
    void gradient() {
        shapes((twins, s, values) -> {
            Twins.Area x = twins.input(s.rows, s.count(), values);
            Twins.Area dy = twins.input(s.rows, s.count(), values);
            Twins.Area statistics = twins.input(1, 4 * s.channels, values);
            Twins.Area coefficients = twins.input(1, 3 * s.channels, values);
            Twins.Area dx = twins.output(s.rows, s.count(), values);
            for (boolean relu : new boolean[]{true, false}) {
                twins.agree("gradient, " + s, (kernels, m) -> kernels.normalization().gradient(
                        s.rows, s.pixels, s.channels, x.in(m), x.stride(), dy.in(m), dy.stride(), statistics.in(m),
                        relu, coefficients.in(m), dx.in(m), dx.stride()));
                twins.agree("gradient in place, " + s, (kernels, m) -> kernels.normalization().gradient(
                        s.rows, s.pixels, s.channels, x.in(m), x.stride(), dx.in(m), dx.stride(), statistics.in(m),
                        relu, coefficients.in(m), dx.in(m), dx.stride()));
            }
        });
    }
}
