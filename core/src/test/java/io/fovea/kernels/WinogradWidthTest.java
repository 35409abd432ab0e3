package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.runtime.Memory;

class WinogradWidthTest {
    private static final int L = Vectors.LANES;
    private static final long ZEROS = new Memory().allocate(4L * L);

    /** One of the transforms. */
    private interface Transform {
        void run(WinogradKernel kernel, int rows, int vectors, long from, long rowFrom, long stepFrom, long to,
                long rowTo, long stepTo);
    }

    private static void twins(String what, int from, int to, Transform transform) {
        for (int test = 0; test < 40; test++) {
            Random random = new Random(test);
            int rows = random.nextInt(5);
            int vectors = random.nextInt(6);
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            Twins.Area source = twins.input(Math.max(1, rows) * from, Math.max(1, vectors) * L, values);
            Twins.Area target = twins.output(Math.max(1, rows) * to, Math.max(1, vectors) * L, values);
            twins.agree(what + " " + rows + " x " + vectors, (kernels, m) -> transform.run(
                    kernels.winograd(), rows, vectors, source.in(m), from * source.stride(), source.stride(),
                    target.in(m), to * target.stride(), target.stride()));
        }
    }

    @Test
    void input() {
        twins("input", 6, 6, WinogradKernel::input);
    }

    @Test
    void outputGradient() {
        twins("output gradient", 4, 6, WinogradKernel::outputGradient);
    }

    @Test
    void kernel() {
        twins("kernel", 3, 6, WinogradKernel::kernel);
    }

    @Test
    void kernelGradient() {
        twins("kernel gradient", 6, 3, WinogradKernel::kernelGradient);
    }

    /** The bias is the source's first row, vector by vector, or its first vector for all. */
    @Test
    void output() {
        twins("output", 6, 4,
                (k, r, v, a, rowA, stepA, c, rowC, stepC) -> k.output(r, v, a, rowA, stepA, c, rowC, stepC, a, 4L * L));
        twins("output", 6, 4,
                (k, r, v, a, rowA, stepA, c, rowC, stepC) -> k.output(r, v, a, rowA, stepA, c, rowC, stepC, a, 0));
    }

    /** A convolution transforms along the columns in place: every number is read before the first is written. */
    @Test
    void twinsInPlace() {
        for (int test = 0; test < 20; test++) {
            int rows = 1 + test % 4;
            int vectors = 1 + test % 3;
            Twins twins = new Twins(test);
            Twins.Area area = twins.output(6 * rows, vectors * L, Twins.values(test, new Random(test)));
            Transform[] transforms = {
                WinogradKernel::input, WinogradKernel::outputGradient, WinogradKernel::kernel,
                WinogradKernel::kernelGradient,
                (k, r, v, a, rowA, stepA, c, rowC, stepC) -> k.output(r, v, a, rowA, stepA, c, rowC, stepC, ZEROS, 0)};
            for (Transform transform : transforms) {
                twins.agree("in place", (kernels, m) -> transform.run(
                        kernels.winograd(), rows, vectors, area.in(m), 6 * area.stride(), area.stride(), area.in(m),
                        6 * area.stride(), area.stride()));
            }
        }
    }

    /** Two rows of tiles' pixels, 6 products each; a window's marks are a long for each vector. */
    @Test
    void outputMaximum() {
        for (int test = 0; test < 80; test++) {
            Random random = new Random(test);
            int rows = random.nextInt(5);
            int vectors = random.nextInt(4);
            boolean relu = random.nextBoolean();
            boolean marked = random.nextInt(3) > 0;
            Twins twins = new Twins(test);
            Twins.Values values = Twins.values(test, random);
            int some = Math.max(1, rows);
            int floats = Math.max(1, vectors) * L;
            Twins.Area source = twins.input(2 * some * 6, floats, values);
            Twins.Area bias = twins.input(1, floats, values);
            Twins.Area target = twins.output(2 * some, floats, values);
            Twins.Area argmaxMask = twins.output(2 * some, 2 * Math.max(1, vectors), values);
            twins.agree("output maximum " + rows + " x " + vectors, (kernels, m) -> kernels.winograd().outputMaximum(
                    rows, vectors, source.in(m), 6 * source.stride(), source.stride(), 6 * some * source.stride(),
                    target.in(m), target.stride(), bias.in(m), relu, marked ? argmaxMask.in(m) : 0,
                    argmaxMask.stride()));
        }
    }

    /** The maxima and marks are those of a pooling of the outputs. */
    @Test
    void outputMaximumIsAPoolingOfTheOutputs() {
        try (Memory memory = new Memory()) {
            Block products = Block.random(memory, 2 * 6, L, 0, 5);
            Block bias = Block.random(memory, 1, L, 0, 6);
            Block outputs = Block.of(memory, 2 * 4, L, 0);
            Block pooled = Block.of(memory, 2, L, 0);
            Block maxima = Block.of(memory, 2, L, 0);
            long step = 4L * L;
            long argmaxMask = memory.allocate(16);
            long expected = memory.allocate(16);
            Kernels kernels = Kernels.vector();
            kernels.winograd().output(
                    2, 1, products.address(), 6 * step, step, outputs.address(), 4 * step, step, bias.address(), 0);
            kernels.pooling().maximum(
                    new PoolingKernel.Window(2, 4, L, 1, 2, 2, 2, 2, 2, 0, 0), 0, 1, true, outputs.address(), 4 * step,
                    pooled.address(), 2 * step, expected);
            kernels.winograd().outputMaximum(
                    1, 1, products.address(), 0, step, 6 * step, maxima.address(), step, bias.address(), true,
                    argmaxMask,
                    8);
            assertThat(maxima.values()).isEqualTo(pooled.values());
            for (int k = 0; k < 16; k += 4) {
                assertThat(Memory.get(argmaxMask + k)).isEqualTo(Memory.get(expected + k));
            }
        }
    }

    /** What the transforms are for: F(4, 3) makes four sums of three products with six products. */
    @Test
    void fourOutputsOfThreeTaps() {
        try (Memory memory = new Memory()) {
            Block d = Block.random(memory, 6, L, 0, 1);
            Block g = Block.random(memory, 3, L, 0, 2);
            Block u = Block.of(memory, 6, L, 0);
            Block v = Block.of(memory, 6, L, 0);
            Block y = Block.of(memory, 4, L, 0);
            long zeros = memory.allocate(4L * L);
            long step = 4L * L;
            WinogradKernel kernel = Kernels.vector().winograd();
            kernel.kernel(1, 1, g.address(), 0, step, u.address(), 0, step);
            kernel.input(1, 1, d.address(), 0, step, v.address(), 0, step);
            v.fill(i -> v.get(i / L, i % L) * (double) u.get(i / L, i % L));
            kernel.output(1, 1, v.address(), 0, step, y.address(), 0, step, zeros, 0);
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < L; k++) {
                    double sum = 0;
                    for (int t = 0; t < 3; t++) {
                        sum += g.get(t, k) * (double) d.get(j + t, k);
                    }
                    // Numbers of up to 3, times up to 8 in the transforms, rounded to 2^-24 some 20 times.
                    assertThat((double) y.get(j, k)).isCloseTo(sum, within(3e-5));
                }
            }
        }
    }

    /** The gradients are the transposed transforms: sum of y (A' m) = sum of (A y) m, and so for the kernel's. */
    @Test
    void gradientsAreTransposed() {
        try (Memory memory = new Memory()) {
            long step = 4L * L;
            long zeros = memory.allocate(step);
            WinogradKernel kernel = Kernels.vector().winograd();
            Block y = Block.random(memory, 4, L, 0, 1);
            Block m = Block.random(memory, 6, L, 0, 2);
            Block g = Block.random(memory, 3, L, 0, 3);
            Block outputs = Block.of(memory, 4, L, 0);
            Block spread = Block.of(memory, 6, L, 0);
            Block u = Block.of(memory, 6, L, 0);
            Block back = Block.of(memory, 3, L, 0);
            kernel.output(1, 1, m.address(), 0, step, outputs.address(), 0, step, zeros, 0);
            kernel.outputGradient(1, 1, y.address(), 0, step, spread.address(), 0, step);
            kernel.kernel(1, 1, g.address(), 0, step, u.address(), 0, step);
            kernel.kernelGradient(1, 1, m.address(), 0, step, back.address(), 0, step);
            for (int k = 0; k < L; k++) {
                // Sums of some 20 products of up to 30.
                assertThat(dot(y, outputs, k)).isCloseTo(dot(spread, m, k), within(3e-5));
                assertThat(dot(u, m, k)).isCloseTo(dot(g, back, k), within(3e-5));
            }
        }
    }

    private static double dot(Block a, Block b, int k) {
        double sum = 0;
        for (int r = 0; r < a.rows(); r++) {
            sum += (double) a.get(r, k) * b.get(r, k);
        }
        return sum;
    }

    /** In place, as the second pass of a kernel's transform runs. */
    @Test
    void inPlace() {
        try (Memory memory = new Memory()) {
            Block x = Block.random(memory, 6, 2 * L, 0, 3);
            Block same = x.copy(memory);
            Block apart = Block.of(memory, 6, 2 * L, 0);
            long step = x.rowBytes();
            WinogradKernel kernel = Kernels.vector().winograd();
            kernel.kernel(1, 2, x.address(), 0, step, apart.address(), 0, step);
            kernel.kernel(1, 2, same.address(), 0, step, same.address(), 0, step);
            assertThat(same.values()).isEqualTo(apart.values());
        }
    }
}
