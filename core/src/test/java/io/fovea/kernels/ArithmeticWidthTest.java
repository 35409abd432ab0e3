package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.kernels.ArithmeticKernel.Function;
import io.fovea.runtime.Memory;

class ArithmeticWidthTest {
    private interface Case {
        void check(Twins twins, int rows, int count, Twins.Values values, String shape);
    }

    private static void shapes(Case check) {
        for (int count = 0; count <= 67; count++) {
            for (int rows : new int[]{0, 1, 2, 5}) {
                check.check(new Twins(count), rows, count, Twins.values(count, new Random(count + 100 * rows)),
                        " of %d x %d".formatted(rows, count));
            }
        }
    }

    @Test
    void appliesEachFunction() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area a = twins.input(rows, count, values);
            Twins.Area b = twins.input(rows, count, values);
            Twins.Area y = twins.output(rows, count, values);
            for (Function f : Function.values()) {
                twins.agree(f + shape, (kernels, m) -> kernels.arithmetic().apply(
                        f, rows, count, a.in(m), a.stride(), b.in(m), b.stride(), y.in(m), y.stride()));
                twins.agree(f + " with one row, in place" + shape, (kernels, m) -> kernels.arithmetic().apply(
                        f, rows, count, y.in(m), y.stride(), b.in(m), 0, y.in(m), y.stride()));
            }
        });
    }

    @Test
    void selects() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area a = twins.input(rows, count, values);
            Twins.Area d = twins.input(rows, count, values);
            Twins.Area y = twins.output(rows, count, values);
            for (boolean which : new boolean[]{false, true}) {
                twins.agree("select" + shape, (kernels, m) -> kernels.arithmetic().select(
                        which, rows, count, a.in(m), a.stride(), a.in(m), 0, d.in(m), d.stride(), y.in(m),
                        y.stride()));
            }
        });
    }

    @Test
    void sumsColumns() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area x = twins.input(rows, count, values);
            Twins.Area y = twins.output(rows, 1, values);
            Twins.Area scratch = twins.output(1, 16, values);
            for (boolean add : new boolean[]{false, true}) {
                if (count > 0) {
                    twins.agree("greatest of columns" + shape, (kernels, m) -> kernels.arithmetic().maxColumns(
                            rows, count, x.in(m), x.stride(), y.in(m), y.stride()));
                }
                twins.agree("sum of columns" + shape, (kernels, m) -> kernels.arithmetic().sumColumns(
                        rows, count, x.in(m), x.stride(), y.in(m), y.stride(), add, scratch.in(m)));
            }
        });
    }

    @Test
    void spreadsAndAccumulates() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area x = twins.input(rows, Math.max(1, count), values);
            Twins.Area y = twins.output(rows, count, values);
            twins.agree("spread" + shape, (kernels, m) -> kernels.arithmetic().spread(
                    rows, count, 0.3f, x.in(m), x.stride(), y.in(m), y.stride()));
            for (boolean add : new boolean[]{false, true}) {
                twins.agree("accumulate" + shape, (kernels, m) -> kernels.arithmetic().accumulate(
                        rows, count, 1.3f, x.in(m), x.stride(), y.in(m), y.stride(), add));
            }
            if (rows > 1) {
                twins.agree("blend" + shape, (kernels, m) -> kernels.arithmetic().blend(
                        count, x.in(m), 0.3f, x.in(m) + x.stride(), 0.7f, y.in(m)));
            }
        });
    }

    /** 1 and 2^-24 in the same partial sum lose the small one; in another they count together: the order shows. */
    @Test
    void sumsColumnsInSixteenParts() {
        try (Memory memory = new Memory()) {
            float small = 0x1p-24f;
            Block x = Block.of(memory, 1, 48, 0).fill(i -> i == 0 ? 1 : i == 16 || i == 1 || i == 17 ? small : 0);
            long y = memory.allocate(4);
            long scratch = memory.allocate(ArithmeticKernel.SCRATCH_BYTES);
            for (Kernels kernels : new Kernels[]{Kernels.scalar(4), Kernels.vector()}) {
                kernels.arithmetic().sumColumns(1, 48, x.address(), 0, y, 4, false, scratch);
                assertThat(Memory.get(y)).isEqualTo(1 + small + (small + small)).isNotEqualTo(1);
            }
        }
    }
}
