package io.fovea.benchmark;

import io.fovea.runtime.Workers;

/** The multiply-add peak of a team of threads. */
public final class Peak {
    private static final int ROUNDS = 200_000;
    private static final int REPEATS = 8;

    private final int threads;

    /** The peak of {@code threads} threads at once. */
    public Peak(int threads) {
        this.threads = threads;
    }

    /** Operations a second, the best of some repeats: a pause of the machine is no property of it. */
    public double flopsPerSecond() {
        // Written by the workers, so that no operation can be left out.
        float[] results = new float[threads];
        double best = 0;
        try (Workers workers = new Workers(threads)) {
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                workers.run(threads * 4, (task, worker) -> results[worker] += FmaPeak.run(ROUNDS));
                best = Math.max(best, threads * 4 * FmaPeak.flops(ROUNDS) * 1e9 / (System.nanoTime() - start));
            }
        }
        return best;
    }
}
