package io.fovea.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fovea.FitOptions;
import io.fovea.History;
import io.fovea.Model;
import io.fovea.callbacks.Callback;
import io.fovea.callbacks.Training;
import io.fovea.data.Dataset;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Outline;
import io.fovea.plan.Plan;
import io.fovea.runtime.Randoms;
import io.fovea.runtime.Workers;

/** The training loop: epochs of batches, validation after each, callbacks in between. */
public final class Trainer implements Training {
    /** Samples of an evaluation's step: the result does not depend on it. */
    private static final int EVALUATION_BATCH = 64;

    /** Samples of a batch whose chunks can still be counted; far more than fit any machine. */
    private static final int MOST = 1 << 30;

    private final Model model;
    private final Network network;
    private final Objective objective;
    private final OptimizerState optimizer;
    private final float learningRate;
    private final Dataset data;
    private final FitOptions options;
    private final Workers workers;
    private final History history = new History();
    private Map<String, Double> logs = new LinkedHashMap<>();
    private int epoch;
    private int batch;
    private MemoryNeed need = new MemoryNeed(0, 0, 0);
    private volatile boolean stopped;

    /** A training of {@code model}, whose parts the other arguments are. */
    public Trainer(
            Model model, Network network, Objective objective, OptimizerState optimizer, double learningRate,
            Dataset data, FitOptions options, Workers workers) {
        this.model = model;
        this.network = network;
        this.objective = objective;
        this.optimizer = optimizer;
        this.learningRate = (float) learningRate;
        this.data = data;
        this.options = options;
        this.workers = workers;
        objective.check(network, data);
        options.validation().ifPresent(v -> objective.check(network, v));
        if (data.size() == 0) {
            throw new IllegalArgumentException("the training data have no samples");
        }
    }

    /**
     * Trains.
     *
     * @throws IllegalArgumentException before anything is allocated, when the machine has too little memory
     */
    public History run() {
        int size = Math.min(options.batch(), data.size());
        need = MemoryNeed.check(size, this::need, MemoryNeed.room());
        try (Plan plan = Plan.training(
                network.graph(), objective.operations(network), optimizer, size, network.kernels(), workers)) {
            options.callbacks().forEach(c -> c.onTrainBegin(this));
            for (epoch = 1; epoch <= options.epochs() && !stopped; epoch++) {
                epoch(plan);
            }
            epoch--;
            options.callbacks().forEach(c -> c.onTrainEnd(this));
        }
        return history;
    }

    private MemoryNeed need(int batchSize) {
        return new MemoryNeed(
                model.weightBytes(),
                outline(network, objective, Optional.of(optimizer), batchSize, workers).bytes(),
                options.validation()
                        .map(v -> outline(network, objective, Optional.empty(), evaluationBatch(v.size()), workers)
                                .bytes())
                        .orElse(0L));
    }

    /** What the plan of a training step, or without an optimiser of an evaluation's step, would be. */
    public static Outline outline(
            Network network, Objective objective, Optional<OptimizerState> optimizer, int batch, Workers workers) {
        if (batch < 1 || batch > MOST) {
            throw new IllegalArgumentException("a batch has 1 to " + MOST + " samples, but got " + batch);
        }
        return Plan.outline(
                network.graph(), objective.operations(network), optimizer, batch, network.kernels(), workers);
    }

    private static int evaluationBatch(int samples) {
        return Math.clamp(samples, 1, EVALUATION_BATCH);
    }

    private void epoch(Plan plan) {
        long began = System.nanoTime();
        batch = 0;
        logs = new LinkedHashMap<>();
        options.callbacks().forEach(c -> c.onEpochBegin(this));
        int[] order = options.shuffle()
                ? Randoms.permutation(Randoms.derive(options.seed(), epoch), data.size())
                : BatchFeed.inOrder(data.size());
        BatchFeed feed = new BatchFeed(data.inputs(), data.targets(), order);
        Scores scores = new Scores(network, objective);
        for (batch = 1; batch <= batches() && !stopped; batch++) {
            int start = (batch - 1) * plan.batch();
            int count = Math.min(plan.batch(), data.size() - start);
            feed.start(start);
            long step = optimizer.steps() + 1;
            plan.run(feed, count, options.seed(), step, learningRate);
            optimizer.steps(step);
            scores.add(plan, feed, count);
            logs = scores.means("");
            for (Callback callback : options.callbacks()) {
                callback.onBatchEnd(this);
            }
        }
        batch--;
        if (stopped && batch < batches()) {
            return;
        }
        options.validation().ifPresent(this::validate);
        history.add(new History.Epoch(epoch, logs, (System.nanoTime() - began) / 1e9));
        options.callbacks().forEach(c -> c.onEpochEnd(this));
    }

    private void validate(Dataset validation) {
        options.callbacks().forEach(c -> c.onValidationBegin(this));
        Map<String, Double> all = new LinkedHashMap<>(logs);
        all.putAll(evaluate(network, objective, validation, workers, "val_"));
        logs = all;
    }

    /** Loss and metrics of {@code data}, their names with {@code prefix} before them. */
    public static Map<String, Double> evaluate(
            Network network, Objective objective, Dataset data, Workers workers, String prefix) {
        objective.check(network, data);
        int size = evaluationBatch(data.size());
        BatchFeed feed = new BatchFeed(data.inputs(), data.targets(), BatchFeed.inOrder(data.size()));
        Scores scores = new Scores(network, objective);
        try (Plan plan = Plan.inference(
                network.graph(), objective.operations(network), size, network.kernels(), workers)) {
            for (int start = 0; start < data.size(); start += size) {
                int count = Math.min(size, data.size() - start);
                feed.start(start);
                plan.run(feed, count, 0, 0, 0);
                scores.add(plan, feed, count);
            }
        }
        return scores.means(prefix);
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int epochs() {
        return options.epochs();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int batches() {
        return (data.size() + options.batch() - 1) / options.batch();
    }

    @Override
    public int samplesDone() {
        return (int) Math.min(data.size(), (long) batch * options.batch());
    }

    @Override
    public int samples() {
        return data.size();
    }

    @Override
    public Map<String, Double> logs() {
        return logs;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public long memoryBytes() {
        return need.total();
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
