package io.fovea;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.fovea.benchmark.StepProfile;
import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.Predictor;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.loop.Evaluator;
import io.fovea.loop.Objective;
import io.fovea.loop.Trainer;
import io.fovea.ops.WeightOwner;
import io.fovea.optimizers.Optimizer;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.PlanSummary;
import io.fovea.profiling.InferenceTimer;
import io.fovea.profiling.StepTimer;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Lifecycle.Work;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/**
 * What a model has outside the heap: weights, optimizer state, plans and threads, and who may use them when. It knows no
 * {@link Model}, so that a cleaner can free it when the model is unreachable; work that runs then is finished first.
 */
final class Engine {
    private final Memory memory = new Memory();
    private final Lifecycle lifecycle = new Lifecycle(this::free);
    private final Network network;
    private volatile Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
    private volatile Predictor predictor;
    private volatile Optional<Compiled> compiled = Optional.empty();

    /** What {@link #compile} sets. */
    record Compiled(Optimizer optimizer, Objective objective, OptimizerState state) {}

    Engine(Topology topology, long seed) {
        try {
            network = new Network(topology, Kernels.preferred(), memory, lifecycle);
            network.initializeOwn(seed);
            retain(network.others());
            network.own();
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
        predictor = new Predictor(network, workers);
    }

    /**
     * Keeps the memory of models whose weights are shared.
     *
     * @throws IllegalArgumentException when one is closed already
     */
    private static void retain(List<WeightOwner> others) {
        List<Memory> retained = new ArrayList<>();
        try {
            for (WeightOwner other : others) {
                other.memory().retain();
                retained.add(other.memory());
            }
        } catch (IllegalStateException e) {
            retained.forEach(Memory::close);
            throw new IllegalArgumentException(
                    "a node belongs to a model that is closed, so its weights are gone; make the new model before closing "
                            + "the old one",
                    e);
        }
    }

    Network network() {
        return network;
    }

    int threads() {
        return workers.size();
    }

    Optional<Compiled> ifCompiled() {
        return compiled;
    }

    Compiled compiled() {
        return compiled.orElseThrow(
                () -> new IllegalStateException(
                        "the model has no loss and no optimizer yet; call compile(optimizer, loss, metrics) first"));
    }

    void threads(int threads) {
        Workers next = new Workers(threads);
        lifecycle.change("threads(" + threads + ")", () -> {
            workers.close();
            workers = next;
            renewPredictor();
        });
    }

    void directConvolutions(boolean only) {
        lifecycle.change("directConvolutions(" + only + ")", () -> {
            network.direct(only);
            renewPredictor();
        });
    }

    private void renewPredictor() {
        predictor.close();
        predictor = new Predictor(network, workers);
    }

    void compile(Optimizer optimizer, Objective objective) {
        lifecycle.change("compile", () -> {
            objective.check(network);
            OptimizerState state = new OptimizerState(optimizer::update, network.graph().parameters());
            compiled.ifPresent(before -> before.state().close());
            compiled = Optional.of(new Compiled(optimizer, objective, state));
        });
    }

    void trainable(Layer layer, Weight weight, boolean learns) {
        lifecycle.change("trainable", () -> network.trainable(layer, weight, learns));
    }

    void trainable(Layer layer, boolean learns) {
        lifecycle.change("trainable", () -> network.trainable(layer, learns));
    }

    void initialize(long seed) {
        lifecycle.change("initialize", () -> {
            network.initialize(seed);
            network.changed();
            compiled.ifPresent(c -> c.state().clear());
        });
    }

    History fit(Dataset data, FitOptions options) {
        return during(Work.TRAINING, () -> {
            Compiled c = compiled();
            return new Trainer(
                    network, c.objective(), c.optimizer(), c.state(), data, options, workers, predictor.bytes())
                    .run();
        });
    }

    Evaluation evaluate(Dataset data) {
        return during(Work.EVALUATION, () -> new Evaluation(
                Evaluator.evaluate(network, compiled().objective(), data, workers, "")));
    }

    Evaluation evaluate(Dataset data, TestTimeAugmentation augmentation) {
        return during(Work.EVALUATION, () -> {
            Objective objective = compiled().objective();
            objective.check(network, data);
            return new Evaluation(new OutputEvaluation(network, objective, workers)
                    .of(average(data.inputs(), augmentation), data));
        });
    }

    List<Tensor> predict(List<Samples> inputs) {
        return during(Work.ACCESS, () -> predictor.predict(inputs));
    }

    List<Tensor> predict(List<Samples> inputs, TestTimeAugmentation augmentation) {
        return during(Work.ACCESS, () -> average(inputs, augmentation));
    }

    private List<Tensor> average(List<Samples> inputs, TestTimeAugmentation augmentation) {
        network.checkInputs(inputs);
        Topology topology = network.topology();
        return ViewAverage.of(
                inputs, topology.outputs().stream().map(topology::shape).toList(), augmentation, predictor::predict);
    }

    /** Allocates nothing, so there is no lambda. */
    void predict(float[] inputs, float[] outputs) {
        lifecycle.enter(Work.ACCESS);
        try {
            predictor.predict(inputs, outputs);
        } finally {
            lifecycle.exit(Work.ACCESS);
        }
    }

    /** Measures training steps. */
    <T> T measure(int batch, Function<StepTimer, T> measurement) {
        return during(Work.TRAINING, () -> {
            Compiled c = compiled();
            try (StepTimer timer = new StepTimer(network, c.objective(), c.state(), batch, workers)) {
                return measurement.apply(timer);
            } finally {
                network.changed();
            }
        });
    }

    /** The stages of an inference with their times. */
    StepProfile profileInference(int batch, double seconds) {
        return during(Work.ACCESS, () -> {
            try (InferenceTimer timer = new InferenceTimer(network, batch, workers)) {
                return timer.profile(seconds);
            }
        });
    }

    /** Does something with the weights or the optimizer's state. */
    <T> T access(Supplier<T> action) {
        return during(Work.ACCESS, action);
    }

    private <T> T during(Work work, Supplier<T> action) {
        lifecycle.enter(work);
        try {
            return action.get();
        } finally {
            lifecycle.exit(work);
        }
    }

    /** The plan of a training step, or if {@code training} is empty of a prediction. Allocates nothing outside the heap. */
    PlanSummary summarize(int batch, Optional<Compiled> training) {
        return Trainer.summarize(
                network, training.map(Compiled::objective).orElse(new Objective(List.of(), List.of())),
                training.map(Compiled::state), batch, workers);
    }

    long weightBytes() {
        return memory.bytes() + compiled.map(c -> c.state().bytes()).orElse(0L);
    }

    long predictionBytes() {
        return predictor.bytes();
    }

    void close() {
        lifecycle.close(workers::owns);
    }

    /** For a model that nobody can reach any more. */
    void abandon() {
        lifecycle.abandon();
    }

    private void free() {
        predictor.close();
        workers.close();
        compiled.ifPresent(c -> c.state().close());
        network.others().forEach(other -> other.memory().close());
        memory.close();
    }
}
