package io.fovea.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fovea.data.Dataset;
import io.fovea.graph.Network;
import io.fovea.inference.BatchFeed;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.optimizers.ConstantRate;
import io.fovea.optimizers.LearningRate;
import io.fovea.optimizers.Optimizer;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.plan.PlanSummary;
import io.fovea.runtime.Randoms;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.ClassWeights;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.NonFiniteLoss;
import io.fovea.training.NonFiniteLossException;
import io.fovea.training.Training;

/** The training loop: epochs of batches, validation after each, callbacks in between. */
public final class Trainer implements Training {
    /** The largest batch whose chunks can be counted; far more than fits any machine. */
    private static final int MOST = 1 << 30;

    private final Network network;
    private final Objective objective;
    private final OptimizerState optimizer;
    private final LearningRate schedule;
    private double ownRate = Double.NaN;
    private final Dataset data;
    private final FitOptions options;
    private final Workers workers;
    private final long predictionBytes;
    private final Callback[] callbacks;
    private final Optional<Checkpointing> checkpointing;
    private final MetricAccumulators scores;
    private final double[] weights;
    private final History history = new History();
    private Map<String, Double> logs = Map.of();
    private int epoch = 1;
    private int batch;
    private MemoryEstimate need = new MemoryEstimate(0, 0, 0, 0);
    private double earlierSeconds;
    private long began;
    private long version;
    private final LastGoodWeights lastGood;
    private Optional<NonFiniteLoss> nonFinite = Optional.empty();
    private volatile boolean stopped;
    private boolean refused;

    /**
     * A training of {@code network}.
     *
     * @param predictionBytes what earlier predictions of the model keep outside the heap
     */
    public Trainer(
            Network network, Objective objective, Optimizer optimizer, OptimizerState state, Dataset data,
            FitOptions options, Workers workers, long predictionBytes) {
        this.predictionBytes = predictionBytes;
        this.network = network;
        this.objective = objective;
        this.optimizer = state;
        schedule = optimizer.schedule();
        this.data = data;
        this.options = options;
        this.workers = workers;
        objective.checkMixing(network);
        objective.check(network, data);
        options.validation().ifPresent(v -> objective.check(network, v));
        if (data.size() == 0) {
            throw new IllegalArgumentException("the training data have no samples");
        }
        callbacks = options.callbacks().toArray(Callback[]::new);
        scores = new MetricAccumulators(network, objective);
        lastGood = new LastGoodWeights(network, state);
        weights = ClassWeights.ofSamples(data, options.classWeights());
        checkpointing = options.checkpoints().map(checkpoints -> new Checkpointing(
                checkpoints, TrainingSettings.of(network, objective, optimizer, data, options), network, state,
                options.callbacks()));
    }

    /**
     * Trains.
     *
     * @throws IllegalArgumentException before anything is allocated, when the machine has too little memory
     * @throws NonFiniteLossException when the loss becomes NaN or infinite and no callback has stopped the training
     */
    public History run() {
        try {
            checkpointing.ifPresent(Checkpointing::lock);
            return train();
        } finally {
            checkpointing.ifPresent(Checkpointing::close);
        }
    }

    private History train() {
        int size = Math.min(options.batch(), data.size());
        need = MemoryEstimate.check(size, this::need, MemoryEstimate.room());
        Optional<Checkpoint> found = checkpointing.flatMap(Checkpointing::resume);
        try (Plan plan = Plan.training(
                network.graph(), objective.operations(network), optimizer, size, network.kernels(), workers)) {
            version = network.version();
            options.callbacks().forEach(c -> c.onTrainBegin(this));
            found.ifPresent(this::goOnFrom);
            optimizer.begin();
            checkpointing.ifPresent(Checkpointing::begin);
            for (boolean resumed = found.isPresent(); epoch <= options.epochs() && !stopped; epoch++) {
                if (!resumed) {
                    beginEpoch();
                }
                resumed = false;
                epoch(plan);
            }
            epoch--;
            if (optimizer.averages() && nonFinite.isEmpty() && (batch == 0 || batch == batches())) {
                optimizer.useAverages();
                network.changed();
            }
            options.callbacks().forEach(c -> c.onTrainEnd(this));
        }
        if (nonFinite.isPresent() && refused) {
            throw new NonFiniteLossException(nonFinite.get(), history);
        }
        return history;
    }

    private MemoryEstimate need(int batchSize) {
        return new MemoryEstimate(
                weightBytes(),
                summarize(network, objective, Optional.of(optimizer), batchSize, workers).bytes(),
                options.validation()
                        .map(v -> summarize(network, objective, Optional.empty(), Evaluator.batch(v.size()), workers)
                                .bytes())
                        .orElse(0L),
                predictionBytes);
    }

    /** What the plan of a training step, or without an optimizer of an evaluation's step, would be. */
    public static PlanSummary summarize(
            Network network, Objective objective, Optional<OptimizerState> optimizer, int batch, Workers workers) {
        checkBatch(batch);
        return Plan.summarize(
                network.graph(), objective.operations(network), optimizer, batch, network.kernels(), workers);
    }

    /**
     * Refuses a batch size that no plan can have.
     *
     * @throws IllegalArgumentException when it is below 1 or above 2^30
     */
    public static void checkBatch(int batch) {
        if (batch < 1 || batch > MOST) {
            throw new IllegalArgumentException("a batch has 1 to " + MOST + " samples, but got " + batch);
        }
    }

    private void goOnFrom(Checkpoint checkpoint) {
        epoch = checkpoint.epoch();
        batch = checkpoint.batch();
        earlierSeconds = checkpoint.seconds();
        ownRate = checkpoint.learningRate();
        scores.restore(checkpoint.scores());
        checkpoint.epochs().forEach(history::add);
        checkpointing.ifPresent(c -> c.restoreCallbacks(checkpoint, this));
    }

    private void beginEpoch() {
        lastGood.epochBegins(epoch);
        batch = 0;
        earlierSeconds = 0;
        scores.clear();
        logs = Map.of();
    }

    private void epoch(Plan plan) {
        began = System.nanoTime();
        options.callbacks().forEach(c -> c.onEpochBegin(this));
        int[] order = options.shuffle()
                ? Randoms.permutation(Randoms.derive(options.seed(), epoch), data.size())
                : BatchFeed.inOrder(data.size());
        BatchFeed feed = new BatchFeed(data.inputs(), data.targets(), weights, order, epoch);
        while (batch < batches() && !stopped) {
            step(plan, feed);
            if (checkpointing.isPresent() && checkpointing.get().isDue()) {
                writeCheckpoint();
            }
        }
        if (batch < batches() || nonFinite.isPresent()) {
            writeCheckpoint();
            return;
        }
        options.validation().ifPresent(this::validate);
        history.add(new History.Epoch(epoch, logs(), seconds()));
        options.callbacks().forEach(c -> c.onEpochEnd(this));
        checkpointing.ifPresent(c -> c.write(epoch + 1, 0, 0, ownRate, scores.none(), history));
    }

    /** Allocates nothing: a step may be short, and there are many. */
    private void step(Plan plan, BatchFeed feed) {
        int start = batch * plan.batch();
        int count = Math.min(plan.batch(), data.size() - start);
        feed.start(start);
        if (network.version() != version) {
            // A callback has set weights.
            plan.weightsChanged();
        }
        long step = optimizer.steps() + 1;
        if (plan.run(feed, count, options.seed(), step, (float) learningRate())) {
            optimizer.steps(step);
        }
        network.changed();
        version = network.version();
        scores.add(plan, feed, count);
        scores.addPenalty(plan.penalty(), count);
        logs = Map.of();
        batch++;
        if (!Double.isFinite(scores.loss())) {
            nonFinite = Optional.of(explain(feed, count, step));
        }
        for (Callback callback : callbacks) {
            callback.onBatchEnd(this);
        }
        if (!stopped && nonFinite.isPresent()) {
            refused = true;
            stopped = true;
        }
    }

    private NonFiniteLoss explain(BatchFeed feed, int count, long step) {
        List<float[]> before = network.weights();
        double rate = learningRate();
        NonFiniteSearch.Finding found = new NonFiniteSearch(network, objective, optimizer, workers).search(
                feed, count, options.seed(), step, before, MemoryEstimate.room() - need.total());
        return new NonFiniteLoss(
                scores.loss(), epoch, batch, step, found.origin(), found.inData(), lastGood.restore(before),
                found.inData()
                        ? "correct the data, or leave that sample out"
                        : "the learning rate of " + rate
                                + " is probably too high; try a tenth of it, or clip gradients, "
                                + "or look for very large numbers in the data");
    }

    /** A training whose loss is no number is not worth going on with: the checkpoint before stays the newest. */
    private void writeCheckpoint() {
        checkpointing.filter(c -> Double.isFinite(scores.loss()) || scores.samples() == 0)
                .ifPresent(c -> c.write(epoch, batch, seconds(), ownRate, scores.sums(), history));
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - began) / 1e9;
    }

    private void validate(Dataset validation) {
        options.callbacks().forEach(c -> c.onValidationBegin(this));
        Map<String, Double> all = new LinkedHashMap<>(logs());
        all.putAll(Evaluator.evaluate(network, objective, validation, workers, "val_"));
        logs = all;
    }

    @Override
    public List<float[]> weights() {
        return network.weights();
    }

    @Override
    public Map<String, Tensor> namedWeights() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (Layer layer : network.topology().layers()) {
            for (Weight weight : network.weights(layer)) {
                named.put(network.topology().name(layer) + "/" + weight.name(),
                        new Tensor(1, weight.shape(), network.weight(layer, weight)));
            }
        }
        return named;
    }

    @Override
    public void setWeights(List<float[]> values) {
        network.setWeights(values);
    }

    @Override
    public long weightBytes() {
        return network.weightBytes() + optimizer.bytes();
    }

    @Override
    public double learningRate() {
        return Double.isNaN(ownRate) ? schedule.at(optimizer.steps()) : ownRate;
    }

    @Override
    public void learningRate(double rate) {
        if (!(schedule instanceof ConstantRate)) {
            throw new IllegalStateException(
                    "the optimizer's learning rate follows " + schedule
                            + ", so it can't be set; give the optimizer a number");
        }
        ownRate = new ConstantRate(rate).learningRate();
    }

    @Override
    public boolean swapAverages() {
        if (optimizer.averages()) {
            optimizer.swapAverages();
            network.changed();
        }
        return optimizer.averages();
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
        return Math.ceilDiv(data.size(), options.batch());
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
    public double loss() {
        return scores.loss();
    }

    /** Worked out when they are asked for: most callbacks look at them now and then. */
    @Override
    public Map<String, Double> logs() {
        if (logs.isEmpty() && scores.samples() > 0) {
            logs = scores.means("");
        }
        return logs;
    }

    @Override
    public Optional<NonFiniteLoss> nonFiniteLoss() {
        return nonFinite;
    }

    @Override
    public boolean moreIsBetter(String figure) {
        return scores.directions("").getOrDefault(figure, false)
                || scores.directions("val_").getOrDefault(figure, false);
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
