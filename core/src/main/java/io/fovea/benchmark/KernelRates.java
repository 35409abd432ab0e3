package io.fovea.benchmark;

import java.util.ArrayList;
import java.util.List;

import io.fovea.kernels.Kernels;
import io.fovea.kernels.MatrixKernel;
import io.fovea.runtime.Memory;

/** The matrix kernel, on one thread, in the shapes in which the tutorial model uses it. */
public final class KernelRates {
    private static final long BUFFER = 1 << 20;

    private final MatrixKernel matrix;
    private final int lanes;
    private final double peak;
    private final long nanos;

    /**
     * Rates against a peak.
     *
     * @param peak of one thread, operations a second
     * @param seconds how long each shape is measured, after as long a warm-up
     */
    public KernelRates(double peak, double seconds) {
        Kernels kernels = Kernels.preferred();
        matrix = kernels.matrix();
        lanes = kernels.lanes();
        this.peak = peak;
        nanos = (long) (seconds * 1e9);
    }

    /** Measures. */
    public List<Rate> measure() {
        List<Rate> rates = new ArrayList<>();
        try (Memory memory = new Memory()) {
            long a = memory.allocate(4 * BUFFER);
            long b = memory.allocate(4 * BUFFER);
            long c = memory.allocate(4 * BUFFER);
            long two = 8L * lanes;
            long row = 34 * 128;
            rates.add(rate("convolution 3x3, 3 to 32, forward", 32, 3, 9,
                    () -> matrix.multiply(32, 2, a, 3, 9, 34 * 12, 4, 12, b, 9 * two, two, c, 128, b, 0)));
            rates.add(rate("convolution 3x3, 32 to 32, forward and input gradient", 32, 3, 96,
                    () -> matrix.multiply(32, 2, a, 3, 96, row, 4, 128, b, 96 * two, two, c, 128, b, 0)));
            rates.add(rate("convolution 3x3, 32 to 32, weight gradient", 96, 4, 32,
                    () -> matrix.multiply(96, 2, a, 4, 32, row, 128, 4, b, row, 128, c, two, c, two)));
            rates.add(rate("dense 8192 to 128, forward, batch 32, a block of 256", 32, 1, 256,
                    () -> matrix.multiply(32, 2, a, 1, 256, 0, 4, 8256L * 4, b, 0, two, c, two, c, two)));
            rates.add(rate("dense 8192 to 128, weight gradient, batch 32, a block of 32", 32, 1, 32,
                    () -> matrix.multiply(32, 2, a, 1, 32, 0, 8256L * 4, 4, b, 0, 512, c, two, b, 0)));
        }
        return rates;
    }

    private Rate rate(String name, int rows, int taps, int depth, Runnable call) {
        double flops = 2.0 * rows * taps * depth * 2 * lanes;
        run(call);
        double best = 0;
        for (int i = 0; i < 3; i++) {
            best = Math.max(best, run(call) * flops);
        }
        return new Rate(name, best, best / peak);
    }

    /** Calls a second. */
    private double run(Runnable call) {
        long start = System.nanoTime();
        long calls = 0;
        while (System.nanoTime() - start < nanos / 2) {
            for (int i = 0; i < 50; i++) {
                call.run();
            }
            calls += 50;
        }
        return calls * 1e9 / (System.nanoTime() - start);
    }
}
