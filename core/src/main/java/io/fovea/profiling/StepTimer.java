package io.fovea.profiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.StepRate;
import io.fovea.benchmark.WarmUp;
import io.fovea.graph.Network;
import io.fovea.loop.Objective;
import io.fovea.loop.Trainer;
import io.fovea.ops.loss.LossHead;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Value;

/** Measures training steps on made-up data. */
public final class StepTimer implements AutoCloseable {
    private static final int ROUNDS = 5;
    private static final double WINDOW = 0.1;

    /** So small that the model stays as it was when the measurement began; a step costs the same at any rate. */
    private static final float LEARNING_RATE = 1e-9f;

    /** Steps after which every weight that has a gradient has a state other than zero. */
    private static final int STEPS_TO_WEAR = 3;

    private final Network network;
    private final List<LossHead> losses;
    private final OptimizerState optimizer;
    private final Workers workers;
    private final Plan plan;
    private final BenchmarkFeed feed;
    private long step;

    /**
     * Makes the data and the plan.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public StepTimer(Network network, Objective objective, OptimizerState optimizer, int batch, Workers workers) {
        Trainer.checkBatch(batch);
        this.network = network;
        this.workers = workers;
        this.optimizer = optimizer;
        losses = objective.operations(network);
        feed = new BenchmarkFeed(network, objective, batch);
        plan = Plan.training(network.graph(), losses, optimizer, batch, network.kernels(), workers);
    }

    /** Makes the model one that was trained for long ({@link WornModel}); weights and optimizer states change. */
    public void wear() {
        WornModel.wearWeights(network);
        plan.weightsChanged();
        WornModel.clear(optimizer);
        for (int i = 0; i < STEPS_TO_WEAR; i++) {
            step();
        }
        WornModel.decay(optimizer);
    }

    /**
     * Measures the stages of warm steps.
     *
     * @param seconds how long, after as long a warm-up
     */
    public StepProfile profile(double seconds) {
        run(seconds);
        plan.measure(true);
        long first = step;
        long start = System.nanoTime();
        run(seconds);
        return ProfiledRun.profile(
                network, plan, workers.size(), optimizer.mostStates(), step - first, System.nanoTime() - start);
    }

    /**
     * Measures the rate of warm steps and what they consist of.
     *
     * @param seconds how long, after as long a warm-up
     * @param flops operations of a sample
     * @param peak operations a second of all workers together
     */
    public StepRate rate(double seconds, double flops, double peak) {
        run(seconds);
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rates[i] = run(seconds / ROUNDS);
        }
        Arrays.sort(rates);
        double median = rates[ROUNDS / 2];
        plan.measure(true);
        long shuffled = feed.shuffling();
        long start = System.nanoTime();
        run(seconds);
        double wall = System.nanoTime() - start;
        Map<String, Double> parts = new LinkedHashMap<>();
        plan.times().forEach((part, nanos) -> parts.put(part, nanos / (wall * workers.size())));
        double busy = parts.values().stream().mapToDouble(x -> x).sum();
        // While one worker shuffles, the others wait.
        double data = (feed.shuffling() - shuffled) / wall;
        for (String part : dataParts()) {
            data += parts.getOrDefault(part, 0.0);
        }
        return new StepRate(plan.batch(), median, median * flops / peak, parts, data, 1 - busy);
    }

    /** The work that reads samples and their targets. */
    private Set<String> dataParts() {
        Set<String> names = new HashSet<>();
        network.graph().inputs().stream().map(Value::name).forEach(names::add);
        losses.forEach(loss -> names.add(loss.name() + " target"));
        return names;
    }

    /**
     * Measures how long steps take to become quick. It means something where nothing ran before in this process.
     *
     * @param seconds how long the measurement is; half of it should be enough to become quick
     */
    public WarmUp warmUp(double seconds) {
        List<double[]> windows = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1e9) {
            double begin = (System.nanoTime() - start) / 1e9;
            windows.add(new double[]{begin, run(WINDOW)});
        }
        double[] late = windows.stream().skip(windows.size() / 2).mapToDouble(w -> w[1]).sorted().toArray();
        double steady = late[late.length / 2];
        double quick = windows.stream().filter(w -> w[1] >= 0.9 * steady).findFirst().orElseThrow()[0];
        return new WarmUp(quick, steady);
    }

    /** Samples a second. */
    private double run(double limit) {
        long start = System.nanoTime();
        long samples = 0;
        do {
            step();
            samples += plan.batch();
        } while (System.nanoTime() - start < limit * 1e9);
        return samples * 1e9 / (System.nanoTime() - start);
    }

    private void step() {
        plan.run(feed.next(plan.batch()), plan.batch(), 1, ++step, LEARNING_RATE);
    }

    /** Frees the plan. */
    @Override
    public void close() {
        plan.close();
    }
}
