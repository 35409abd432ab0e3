package io.fovea.profiling;

import java.util.List;

import io.fovea.benchmark.StepProfile;
import io.fovea.graph.Network;
import io.fovea.loop.Objective;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;

/** Measures inferences on made-up samples. */
public final class InferenceTimer implements AutoCloseable {
    private final Network network;
    private final Workers workers;
    private final Plan plan;
    private final BenchmarkFeed feed;

    /**
     * Makes the samples and the plan.
     *
     * @param batch samples of a step
     */
    public InferenceTimer(Network network, int batch, Workers workers) {
        this.network = network;
        this.workers = workers;
        feed = new BenchmarkFeed(network, new Objective(List.of(), List.of()), batch);
        plan = Plan.inference(network.graph(), List.of(), batch, network.kernels(), workers);
    }

    /**
     * The stages of an inference.
     *
     * @param seconds how long to measure, after as long a warm-up
     */
    public StepProfile profile(double seconds) {
        run(seconds);
        plan.measure(true);
        long start = System.nanoTime();
        long steps = run(seconds);
        return ProfiledRun.profile(network, plan, workers.size(), 0, steps, System.nanoTime() - start);
    }

    private long run(double seconds) {
        long start = System.nanoTime();
        long steps = 0;
        do {
            plan.run(feed.next(plan.batch()), plan.batch(), 0, 0, 0);
            steps++;
        } while (System.nanoTime() - start < seconds * 1e9);
        return steps;
    }

    /** Frees the plan. */
    @Override
    public void close() {
        plan.close();
    }
}
