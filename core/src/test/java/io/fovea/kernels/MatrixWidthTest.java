package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixWidthTest {
    private static final int L = Vectors.LANES;

    /** A product whose operands lie in memory as in a dense layer: all strides positive, rows apart. */
    private static void product(int test, int rows, int vectors, int taps, int depth, boolean bias, boolean inPlace) {
        Random random = new Random(test);
        Twins twins = new Twins(test);
        Twins.Values values = Twins.values(test, random);
        Twins.Area a = twins.input(rows, taps * depth, values);
        Twins.Area b = twins.input(taps * depth, vectors * L, values);
        Twins.Area init = twins.input(bias ? 1 : rows, vectors * L, values);
        Twins.Area c = twins.output(rows, vectors * L, values);
        twins.agree("product %d x %d vectors, %d taps of %d".formatted(rows, vectors, taps, depth),
                (kernels, m) -> kernels.matrix().multiply(
                        rows, vectors,
                        a.in(m), taps, depth, 4L * depth, 4, a.stride(),
                        b.in(m), depth * b.stride(), b.stride(),
                        c.in(m), c.stride(),
                        inPlace ? c.in(m) : init.in(m), inPlace ? c.stride() : bias ? 0 : init.stride()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyNumberOfRows(int vectors) {
        for (int rows = 0; rows <= 67; rows++) {
            product(rows, rows, vectors, 1, 7, true, false);
            product(rows + 1, rows, vectors, 3, 5, false, rows % 2 == 0);
        }
    }

    @Test
    void randomShapes() {
        Random random = new Random(1);
        for (int test = 0; test < 200; test++) {
            product(test, random.nextInt(40), 1 + random.nextInt(2), random.nextInt(10), random.nextInt(70),
                    random.nextBoolean(), random.nextInt(3) == 0);
        }
    }

    /** A is walked down its columns, as for a weight's gradient, and backwards, as for an input's. */
    @Test
    void stridesOfAnyKind() {
        for (int test = 0; test < 60; test++) {
            Random random = new Random(test);
            int rows = 1 + random.nextInt(20);
            int depth = 1 + random.nextInt(20);
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            Twins.Area a = twins.input(depth, rows, values);
            Twins.Area b = twins.input(depth, L, values);
            Twins.Area c = twins.output(rows, L, values);
            twins.agree("transposed A, " + rows + " x " + depth, (kernels, m) -> kernels.matrix().multiply(
                    rows, 1, a.in(m), 1, depth, 0, a.stride(), 4, b.in(m), 0, b.stride(),
                    c.in(m), c.stride(), c.in(m), c.stride()));
            twins.agree("B backwards, " + rows + " x " + depth, (kernels, m) -> kernels.matrix().multiply(
                    rows, 1, a.in(m), 1, depth, 0, a.stride(), 4, b.in(m) + (depth - 1) * b.stride(), 0, -b.stride(),
                    c.in(m), c.stride(), c.in(m), c.stride()));
        }
    }

    @Test
    void transposes() {
        Random random = new Random(2);
        for (int test = 0; test < 400; test++) {
            int rows = test < 67 ? test : random.nextInt(68);
            int columns = test < 67 ? 66 - test : random.nextInt(68);
            Twins twins = new Twins(test);
            Twins.Area from = twins.input(rows, columns, Twins.values(test, random));
            Twins.Area to = twins.output(columns, rows, Twins.values(test, random));
            twins.agree("transpose %d x %d".formatted(rows, columns), (kernels, m) -> kernels.matrix().transpose(
                    rows, columns, from.in(m), from.stride(), to.in(m), to.stride()));
        }
    }
}
