package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** The strides for which there are tiles with constants, and one of each more or less. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stridesOfPanels(int vectors) {
        Random random = new Random(3);
        for (int test = 0; test < 120; test++) {
            int rows = test % 40;
            int taps = 1 + random.nextInt(3);
            int depth = 1 + random.nextInt(32);
            long rowA = MatrixKernel.PANEL + 4 * (test / 40 % 2);
            long rowB = 4L * vectors * L + 4 * (test / 80);
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            Twins.Area a = twins.input(1, taps * (rows + 1) * 33, values);
            Twins.Area b = twins.input(1, taps * (depth + 1) * (vectors * L + 1), values);
            Twins.Area init = twins.input(1, vectors * L, values);
            Twins.Area c = twins.output(rows, vectors * L, values);
            twins.agree("panels, %d x %d vectors, %d taps of %d".formatted(rows, vectors, taps, depth),
                    (kernels, m) -> kernels.matrix().multiply(
                            rows, vectors, a.in(m), taps, depth, rows * rowA, 4, rowA, b.in(m), depth * rowB, rowB,
                            c.in(m), c.stride(), init.in(m), 0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-4, 1L << 28})
    void refusesStridesThatItsMaskWouldChange(long stride) {
        assertThatThrownBy(() -> Kernels.vector().matrix().multiply(
                1, 1, 64, 1, 1, 0, 4, stride, 64, 0, 64, 64, 64, 64, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(Long.toString(stride));
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
