package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.runtime.Memory;

class ElementwiseWidthTest {
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
    void adds() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area a = twins.input(rows, count, values);
            Twins.Area b = twins.input(rows, count, values);
            Twins.Area y = twins.output(rows, count, values);
            twins.agree("add" + shape, (kernels, m) -> kernels.elementwise().add(
                    rows, count, a.in(m), a.stride(), b.in(m), b.stride(), y.in(m), y.stride()));
            twins.agree("add to the first" + shape, (kernels, m) -> kernels.elementwise().add(
                    rows, count, y.in(m), y.stride(), b.in(m), b.stride(), y.in(m), y.stride()));
            twins.agree("add to the second" + shape, (kernels, m) -> kernels.elementwise().add(
                    rows, count, a.in(m), a.stride(), y.in(m), y.stride(), y.in(m), y.stride()));
        });
    }

    @Test
    void scales() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area x = twins.input(rows, count, values);
            Twins.Area y = twins.output(rows, count, values);
            twins.agree("scale" + shape, (kernels, m) -> kernels.elementwise().scale(
                    rows, count, 1.1f, -0.7f, x.in(m), x.stride(), y.in(m), y.stride()));
            twins.agree("scale in place" + shape, (kernels, m) -> kernels.elementwise().scale(
                    rows, count, -3, 0.1f, y.in(m), y.stride(), y.in(m), y.stride()));
        });
    }

    @Test
    void sumsRows() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area x = twins.input(rows, count, values);
            Twins.Area sums = twins.output(1, count, values);
            for (boolean add : new boolean[]{false, true}) {
                twins.agree("sum of rows" + shape, (kernels, m) -> kernels.elementwise().sumRows(
                        rows, count, x.in(m), x.stride(), sums.in(m), add));
            }
        });
    }

    @Test
    void dropsOut() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area x = twins.input(rows, count, values);
            Twins.Area y = twins.output(rows, count, values);
            for (int threshold : new int[]{Integer.MIN_VALUE, -7, 1 << 30, Integer.MAX_VALUE}) {
                twins.agree("dropout" + shape, (kernels, m) -> kernels.elementwise().dropout(
                        rows, count, Integer.MAX_VALUE - 20, count + 3, threshold, 1.25f, x.in(m), x.stride(), y.in(m),
                        y.stride()));
                twins.agree("dropout in place" + shape, (kernels, m) -> kernels.elementwise().dropout(
                        rows, count, count, count, threshold, 2, y.in(m), y.stride(), y.in(m), y.stride()));
            }
        });
    }

    @Test
    void drawsUniformNumbers() {
        shapes((twins, rows, count, values, shape) -> {
            Twins.Area y = twins.output(rows, count, values);
            twins.agree("uniform" + shape, (kernels, m) -> kernels.elementwise()
                    .uniform(rows, count, Integer.MAX_VALUE - 20, count + 3, y.in(m), y.stride()));
        });
    }

    @Test
    void sumsBlocks() {
        for (int blocks = 1; blocks <= ElementwiseKernel.MOST_BLOCKS; blocks++) {
            for (int count = 0; count <= 67; count += 1 + count / 9) {
                int n = blocks;
                int floats = count;
                Twins twins = new Twins(n + 100L * count);
                Twins.Values values = Twins.values(count + n, new Random(count));
                Twins.Area x = twins.input(n, floats, values);
                Twins.Area y = twins.output(1, floats, values);
                twins.agree("sum of %d blocks of %d".formatted(n, floats), (kernels, m) -> kernels.elementwise()
                        .sumBlocks(n, floats, x.in(m), x.stride(), y.in(m)));
            }
        }
    }

    /** 1 and 2^-24, added to a sum one by one, are lost; added to each other first, they count: the order shows. */
    @Test
    void sumsBlocksByATree() {
        try (Memory memory = new Memory()) {
            float small = 0x1p-24f;
            float[] blocks = {1, small, small, small, small, small, 1};
            Block x = Block.of(memory, blocks.length, 1, 0).fill(i -> blocks[i]);
            long y = memory.allocate(4);
            for (Kernels kernels : new Kernels[]{Kernels.scalar(4), Kernels.vector()}) {
                kernels.elementwise().sumBlocks(blocks.length, 1, x.address(), x.rowBytes(), y);
                float expected = ((1 + small) + (small + small)) + ((small + small) + 1);
                assertThat(Memory.get(y)).isEqualTo(expected).isNotEqualTo(2);
            }
        }
    }
}
