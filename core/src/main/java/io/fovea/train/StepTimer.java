package io.fovea.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.fovea.benchmark.StepRate;
import io.fovea.plan.Feed;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Randoms;
import io.fovea.runtime.Workers;

/** Measures training steps on made-up samples. */
public final class StepTimer {
    private static final int ROUNDS = 5;

    private final Plan plan;
    private final Workers workers;
    private final double seconds;
    private final Feed feed = new MadeUp();
    private long step;

    private StepTimer(Plan plan, Workers workers, double seconds) {
        this.plan = plan;
        this.workers = workers;
        this.seconds = seconds;
    }

    /**
     * Measures.
     *
     * @param seconds how long, after as long a warm-up
     * @param flops operations of a sample
     * @param peak operations a second of all workers together
     */
    public static StepRate measure(
            Network network, Objective objective, OptimizerState optimizer, int batch, Workers workers, double seconds,
            double flops, double peak) {
        try (Plan plan = Plan.training(
                network.graph(), objective.operations(network), optimizer, batch, network.kernels(), workers)) {
            return new StepTimer(plan, workers, seconds).measure(flops, peak);
        }
    }

    private StepRate measure(double flops, double peak) {
        run(seconds);
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rates[i] = run(seconds / ROUNDS);
        }
        Arrays.sort(rates);
        double median = rates[ROUNDS / 2];
        plan.measure(true);
        long start = System.nanoTime();
        run(seconds / ROUNDS);
        double total = (double) (System.nanoTime() - start) * workers.size();
        Map<String, Double> parts = new LinkedHashMap<>();
        double busy = 0;
        for (Map.Entry<String, Long> part : plan.times().entrySet()) {
            parts.put(part.getKey(), part.getValue() / total);
            busy += part.getValue() / total;
        }
        return new StepRate(plan.batch(), median, median * flops / peak, parts, 1 - busy);
    }

    /** Samples a second. */
    private double run(double limit) {
        long start = System.nanoTime();
        long samples = 0;
        while (System.nanoTime() - start < limit * 1e9) {
            plan.run(feed, plan.batch(), 1, ++step, 1e-3f);
            samples += plan.batch();
        }
        return samples * 1e9 / (System.nanoTime() - start);
    }

    /** Noise, a different one for each of the batch's samples, with labels 0 and 1. */
    private record MadeUp() implements Feed {
        @Override
        public void input(int input, int sample, float[] into) {
            int state = Randoms.mix(sample);
            for (int i = 0; i < into.length; i++) {
                state = state * 1664525 + 1013904223;
                into[i] = (state >>> 8) * 0x1p-24f;
            }
        }

        @Override
        public void target(int output, int sample, float[] into) {
            into[0] = sample & 1;
        }
    }
}
