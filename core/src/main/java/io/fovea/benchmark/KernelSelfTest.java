package io.fovea.benchmark;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.MatrixKernel;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;

/**
 * The vector kernels against their scalar twins, on one matrix product.
 *
 * @param vectorGflops billions of operations a second of the vector kernel, on one thread
 * @param scalarGflops those of its twin
 * @param difference the greatest between their results
 */
public record KernelSelfTest(double vectorGflops, double scalarGflops, double difference) {
    /** A difference that rounding can explain: sums of {@link #DEPTH} products of numbers in [0, 1). */
    public static final double TOLERANCE = 1e-3;

    private static final int ROWS = 64;
    private static final int DEPTH = 288;
    /** Long enough for the compiler to have done its work. */
    private static final long WARM_UP_NANOS = 400_000_000;
    private static final long MEASURED_NANOS = 100_000_000;

    /** Whether the Vector API's module is there: a class-path program has it with {@code --add-modules} only. */
    public static boolean vectorApiPresent() {
        return Kernels.vectorApiPresent();
    }

    /** The vectors that this process computes with: {@code 512-bit vectors}, or {@code scalar}. */
    public static String vectors() {
        return Kernels.preferred().name();
    }

    /** Takes about a second. */
    public static KernelSelfTest run() {
        Kernels vector = Kernels.vector();
        Kernels scalar = Kernels.scalar(vector.lanes());
        int columns = 2 * vector.lanes();
        try (Memory memory = new Memory()) {
            long a = random(memory, ROWS * DEPTH, 1);
            long b = random(memory, DEPTH * columns, 2);
            long zeros = memory.allocate((long) columns * Float.BYTES);
            long first = memory.allocate((long) ROWS * columns * Float.BYTES);
            long second = memory.allocate((long) ROWS * columns * Float.BYTES);
            double vectorSpeed = gflops(() -> multiply(vector.matrix(), columns, a, b, first, zeros), columns);
            double scalarSpeed = gflops(() -> multiply(scalar.matrix(), columns, a, b, second, zeros), columns);
            double difference = 0;
            for (int i = 0; i < ROWS * columns; i++) {
                long at = (long) i * Float.BYTES;
                difference = Math.max(difference, Math.abs(Memory.get(first + at) - Memory.get(second + at)));
            }
            return new KernelSelfTest(vectorSpeed, scalarSpeed, difference);
        }
    }

    private static long random(Memory memory, int count, long seed) {
        long address = memory.allocate((long) count * Float.BYTES);
        for (int i = 0; i < count; i++) {
            Memory.set(address + (long) i * Float.BYTES, (float) Randoms.uniform(seed, i));
        }
        return address;
    }

    private static void multiply(MatrixKernel kernel, int columns, long a, long b, long c, long zeros) {
        long row = (long) columns * Float.BYTES;
        kernel.multiply(
                ROWS, 2, a, 1, DEPTH, 0, Float.BYTES, (long) DEPTH * Float.BYTES, b, 0, row, c, row, zeros, 0);
    }

    private static double gflops(Runnable product, int columns) {
        repeat(product, WARM_UP_NANOS);
        long began = System.nanoTime();
        int times = repeat(product, MEASURED_NANOS);
        return 2.0 * ROWS * DEPTH * columns * times / (System.nanoTime() - began);
    }

    private static int repeat(Runnable product, long nanos) {
        long end = System.nanoTime() + nanos;
        int times = 0;
        while (System.nanoTime() < end) {
            product.run();
            times++;
        }
        return times;
    }
}
