package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationWidthTest {
    @ParameterizedTest
    @EnumSource
    void forward(ElementwiseActivation f) {
        for (int count = 0; count <= 67; count++) {
            Random random = new Random(count);
            int rows = random.nextInt(4);
            int size = count;
            Twins twins = new Twins(count);
            Twins.Area x = twins.input(rows, size, Twins.values(count, random));
            Twins.Area y = twins.output(rows, size, Twins.ordinary(random));
            twins.agree("%s of %d x %d".formatted(f, rows, size), (kernels, m) -> kernels.activation().forward(
                    SampleFunctions.of(f), rows, size, x.in(m), x.stride(), y.in(m), y.stride()));
            twins.agree("%s in place of %d x %d".formatted(f, rows, size), (kernels, m) -> kernels.activation().forward(
                    SampleFunctions.of(f), rows, size, y.in(m), y.stride(), y.in(m), y.stride()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradient(ElementwiseActivation f) {
        for (int count = 0; count <= 67; count++) {
            Random random = new Random(count);
            int rows = random.nextInt(4);
            int size = count;
            Twins twins = new Twins(count);
            Twins.Area known = twins.input(rows, size, Twins.values(count, random));
            Twins.Area dy = twins.input(rows, size, Twins.values(count, random));
            Twins.Area dx = twins.output(rows, size, Twins.ordinary(random));
            twins.agree("gradient of %s, %d x %d".formatted(f, rows, size),
                    (kernels, m) -> kernels.activation().gradient(
                            SampleFunctions.of(f), rows, size, known.in(m), known.stride(), dy.in(m), dy.stride(),
                            dx.in(m),
                            dx.stride()));
            twins.agree("gradient of %s in place, %d x %d".formatted(f, rows, size),
                    (kernels, m) -> kernels.activation().gradient(
                            SampleFunctions.of(f), rows, size, known.in(m), known.stride(), dx.in(m), dx.stride(),
                            dx.in(m),
                            dx.stride()));
        }
    }

    /** Every 29,989th of all floats, others at each width. */
    @ParameterizedTest
    @EnumSource
    void allKindsOfFloats(ElementwiseActivation f) {
        int step = 29_989;
        int count = (int) (0x1_0000_0000L / step);
        int[] next = {Integer.MIN_VALUE + 1000 * Vectors.LANES};
        Twins twins = new Twins(1);
        Twins.Area x = twins.input(1, count, () -> Float.intBitsToFloat(next[0] += step));
        Twins.Area y = twins.output(1, count, () -> 1);
        twins.agree(f + " of all kinds of floats", (kernels, m) -> kernels.activation().forward(
                SampleFunctions.of(f), 1, count, x.in(m), x.stride(), y.in(m), y.stride()));
        twins.agree("gradient of " + f + " at all kinds of floats", (kernels, m) -> kernels.activation().gradient(
                SampleFunctions.of(f), 1, count, x.in(m), x.stride(), y.in(m), y.stride(), y.in(m), y.stride()));
    }

    @Test
    void gatedLinearUnit() {
        for (int count = 0; count <= 67; count++) {
            Random random = new Random(count);
            int rows = random.nextInt(4);
            int size = count;
            Twins twins = new Twins(count);
            Twins.Area x = twins.input(rows, 2 * size, Twins.values(count, random));
            Twins.Area dy = twins.input(rows, size, Twins.values(count, random));
            Twins.Area y = twins.output(rows, size, Twins.ordinary(random));
            Twins.Area dx = twins.output(rows, 2 * size, Twins.ordinary(random));
            twins.agree("gate of %d x %d".formatted(rows, size), (kernels, m) -> kernels.activation().gate(
                    rows, size, x.in(m), x.in(m) + 4L * size, x.stride(), y.in(m), y.stride()));
            twins.agree("gradient of a gate, %d x %d".formatted(rows, size),
                    (kernels, m) -> kernels.activation().gateGradient(
                            rows, size, x.in(m), x.in(m) + 4L * size, x.stride(), dy.in(m), dy.stride(), dx.in(m),
                            dx.in(m) + 4L * size, dx.stride()));
        }
    }

    @Test
    void greatestPiece() {
        for (int count = 0; count <= 67; count++) {
            Random random = new Random(count);
            int rows = random.nextInt(4);
            int size = count;
            int pieces = 1 + random.nextInt(4);
            Twins twins = new Twins(count);
            Twins.Area x = twins.input(rows, pieces * size, Twins.values(count, random));
            Twins.Area dy = twins.input(rows, size, Twins.values(count, random));
            Twins.Area y = twins.output(rows, size, Twins.ordinary(random));
            Twins.Area dx = twins.output(rows, pieces * size, Twins.ordinary(random));
            twins.agree("greatest of %d pieces of %d x %d".formatted(pieces, rows, size), (kernels, m) -> {
                ActivationKernel kernel = kernels.activation();
                kernel.greatestPiece(rows, size, pieces, x.in(m), x.stride(), y.in(m), y.stride());
                kernel.greatestPieceGradient(
                        rows, size, pieces, x.in(m), x.stride(), y.in(m), y.stride(), dy.in(m), dy.stride(), dx.in(m),
                        dx.stride());
            });
        }
    }
}
