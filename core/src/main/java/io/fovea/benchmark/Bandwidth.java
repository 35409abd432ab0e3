package io.fovea.benchmark;

import io.fovea.kernels.ElementwiseKernel;
import io.fovea.kernels.Kernels;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;

/** What the memory gives a team of threads that add two large arrays into a third. */
public final class Bandwidth {
    /** Floats of an array: three of them are several times as large as the last cache. */
    private static final int FLOATS = 16 << 20;

    /** Floats of a task. */
    private static final int BLOCK = 64 << 10;

    private static final int ARRAYS = 3;
    private static final int REPEATS = 8;

    private Bandwidth() {}

    /**
     * Bytes a second, the best of some repeats; a write counts once.
     *
     * @param threads that work, 1 or more
     */
    public static double bytesPerSecond(int threads) {
        double best = 0;
        try (Memory memory = new Memory(); Workers workers = new Workers(threads)) {
            ElementwiseKernel kernel = Kernels.preferred().elementwise();
            long a = memory.allocate(4L * FLOATS);
            long b = memory.allocate(4L * FLOATS);
            long sum = memory.allocate(4L * FLOATS);
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                workers.run(FLOATS / BLOCK, (task, worker) -> {
                    long at = 4L * task * BLOCK;
                    kernel.add(1, BLOCK, a + at, 0, b + at, 0, sum + at, 0);
                });
                best = Math.max(best, 4.0 * ARRAYS * FLOATS * 1e9 / (System.nanoTime() - start));
            }
        }
        return best;
    }
}
