package io.fovea;

import java.util.List;
import java.util.Optional;

import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.StepRate;
import io.fovea.benchmark.WarmUp;
import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.Predictor;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.loop.Objective;
import io.fovea.loop.Trainer;
import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;
import io.fovea.optimizers.Optimizer;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.PlanSummary;
import io.fovea.profiling.InferenceTimer;
import io.fovea.profiling.StepTimer;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/**
 * A network of layers with its weights: to be trained, evaluated, asked.
 *
 * <p>{@link Sequential} makes one of a list of layers, {@link Graph} one of any graph of them. The weights lie outside the
 * heap; {@link #close()} frees them, or the garbage collector does in time.
 *
 * <p>Any number of threads may predict at once: the first of them has the model's workers, the others compute alone
 * meanwhile. All else (training, evaluating, setting weights) is for one thread at a time, with none predicting.
 *
 * <pre>{@code
 * var model = Sequential.of(Input.of(32, 32, 3), Conv2D.of(32, 3).activation(RELU), Flatten.of(), Dense.of(10).activation(SOFTMAX));
 * model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
 * var history = model.fit(data.train(), FitOptions.epochs(10).batch(10).validation(data.test()));
 * float[][] probabilities = model.predict(data.test().images());
 * }</pre>
 */
public abstract sealed class Model implements AutoCloseable permits Sequential, Graph {
    /** The seed of a model's first weights, until {@link #initialize} gives another. */
    public static final long DEFAULT_SEED = 1;

    private final String name;
    private final Topology topology;
    private final Memory memory = new Memory();
    private final Network network;
    private Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
    private Predictor predictor;
    private Optional<Compiled> compiled = Optional.empty();

    /** What {@link #compile} sets. */
    private record Compiled(Optimizer optimizer, Objective objective, OptimizerState state) {}

    Model(String name, Topology topology) {
        this.name = name;
        this.topology = topology;
        network = new Network(topology, Kernels.preferred(), memory);
        network.initialize(DEFAULT_SEED);
        predictor = new Predictor(network, workers);
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** The layers, each once, in order. */
    public List<Layer> layers() {
        return topology.layers();
    }

    /** The uses of the layers, each after those that it reads. */
    public List<Node> nodes() {
        return topology.nodes();
    }

    /** The uses of {@link io.fovea.layers.Input} layers, in the order in which samples are given. */
    public List<Node> inputs() {
        return topology.inputs();
    }

    /** What the model makes. */
    public List<Node> outputs() {
        return topology.outputs();
    }

    /** The name of a layer in this model. */
    public String layerName(Layer layer) {
        return topology.name(layer);
    }

    /** The shape of one sample of a node's output. */
    public Shape shape(Node node) {
        return topology.shape(node);
    }

    /** The weights that a layer has. */
    public List<Weight> weights(Layer layer) {
        return network.weights(layer);
    }

    /** The numbers of a layer's weight, row-major in Keras's order. */
    public float[] weight(Layer layer, Weight weight) {
        return network.parameter(layer, weight).read();
    }

    /**
     * Sets the numbers of a layer's weight.
     *
     * @throws IllegalArgumentException when there are too few or too many
     */
    public void setWeight(Layer layer, Weight weight, float[] values) {
        network.parameter(layer, weight).write(values);
        network.changed();
    }

    /** A copy of every weight, in the order of layers and of their weights. */
    public List<float[]> weights() {
        return network.weights();
    }

    /**
     * Sets every weight from a copy that {@link #weights()} made.
     *
     * @throws IllegalArgumentException when there are too few or too many numbers; nothing is changed then
     */
    public void setWeights(List<float[]> values) {
        network.setWeights(values);
    }

    /** Sets every weight anew, as its initialiser says, and forgets what the optimiser knew. */
    public void initialize(long seed) {
        network.initialize(seed);
        network.changed();
        compiled = compiled.map(c -> new Compiled(c.optimizer(), c.objective(), state(c.optimizer())));
    }

    /** How many threads work; by default as many as there are processors. The results don't depend on it. */
    public void threads(int threads) {
        Workers next = new Workers(threads);
        predictor.close();
        workers.close();
        workers = next;
        predictor = new Predictor(network, workers);
    }

    /**
     * Whether convolutions are computed as their definition has it ({@code true}), or in the way that is fastest for their
     * shape ({@code false}, the default): Winograd's method sums in another order, with errors some three times as large.
     */
    public void directConvolutions(boolean only) {
        network.direct(only);
        predictor.close();
        predictor = new Predictor(network, workers);
    }

    /** Whether convolutions are computed as their definition has it. */
    public boolean directConvolutions() {
        return network.direct();
    }

    /** The layers, their shapes and how many weights they have, as a table. */
    public Summary summary() {
        return Summary.of(this);
    }

    /** Says how a model with one output is to learn and by what it is measured. */
    public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compile(optimizer, List.of(loss), List.of(metrics));
    }

    /**
     * Says how the model is to learn and by what it is measured.
     *
     * @param losses one for each output; their sum is made small
     * @param metrics taken of each output
     * @throws IllegalArgumentException when a loss can't be taken of its output
     */
    public void compile(Optimizer optimizer, List<Loss> losses, List<Metric> metrics) {
        if (losses.size() != outputs().size()) {
            throw new IllegalArgumentException(
                    "the model has " + outputs().size() + " outputs, but got " + losses.size() + " losses");
        }
        for (int i = 0; i < losses.size(); i++) {
            losses.get(i).targetShape(shape(outputs().get(i)));
        }
        Objective objective = new Objective(List.copyOf(losses), List.copyOf(metrics));
        compiled = Optional.of(new Compiled(optimizer, objective, state(optimizer)));
    }

    private OptimizerState state(Optimizer optimizer) {
        return new OptimizerState(optimizer.rule(), network.graph().parameters(), memory);
    }

    /** The optimiser; empty before {@link #compile}. */
    public Optional<Optimizer> optimizer() {
        return compiled.map(Compiled::optimizer);
    }

    /** The losses; none before {@link #compile}. */
    public List<Loss> losses() {
        return compiled.map(c -> c.objective().losses()).orElse(List.of());
    }

    /** The metrics; none before {@link #compile}. */
    public List<Metric> metrics() {
        return compiled.map(c -> c.objective().metrics()).orElse(List.of());
    }

    /** What the optimiser keeps: to save a training and go on with it. */
    public OptimizerSnapshot optimizerState() {
        return OptimizerSnapshot.of(this, network, compiled().state());
    }

    /** Sets what the optimiser keeps. */
    public void setOptimizerState(OptimizerSnapshot snapshot) {
        snapshot.restore(this, network, compiled().state());
    }

    private Compiled compiled() {
        return compiled.orElseThrow(() -> new IllegalStateException(
                "call compile(optimizer, loss, metrics) first: the model does not know yet what to learn"));
    }

    /**
     * Trains.
     *
     * @return loss and metrics of each epoch
     * @throws IllegalArgumentException when the data don't fit the model, or the machine has too little memory for the batch:
     *     the message names the largest batch that fits
     * @throws IllegalStateException before {@link #compile}
     */
    public History fit(Dataset data, FitOptions options) {
        Compiled c = compiled();
        return new Trainer(
                network, c.objective(), c.optimizer(), c.state(), data, options, workers)
                .run();
    }

    /**
     * Loss and metrics of {@code data}.
     *
     * @throws IllegalArgumentException when the data don't fit the model
     * @throws IllegalStateException before {@link #compile}
     */
    public Evaluation evaluate(Dataset data) {
        return new Evaluation(Trainer.evaluate(network, compiled().objective(), data, workers, ""));
    }

    /**
     * What the model makes of samples: for a classifier the probability of each class.
     *
     * @return for each sample the output, row-major
     * @throws IllegalArgumentException when the model has several inputs or outputs, or the samples don't fit
     */
    public float[][] predict(Samples samples) {
        if (outputs().size() != 1) {
            throw new IllegalArgumentException(
                    "the model has " + outputs().size() + " outputs: use predict(List.of(samples))");
        }
        Tensor all = predict(List.of(samples)).getFirst();
        float[][] result = new float[all.count()][];
        for (int i = 0; i < result.length; i++) {
            result[i] = all.sample(i);
        }
        return result;
    }

    /**
     * What the model makes of samples.
     *
     * @param inputs samples for each input
     * @return a tensor for each output
     * @throws IllegalArgumentException when the samples don't fit the model
     */
    public List<Tensor> predict(List<Samples> inputs) {
        return predictor.predict(inputs);
    }

    /**
     * What the model makes of samples, without a new object once it is warm: for programs that ask often.
     *
     * <p>Example: {@code model.predict(pixels, probabilities)} with one picture of 32 x 32 x 3 numbers and room for 10.
     *
     * @param inputs samples side by side, row-major
     * @param outputs is filled with the outputs, side by side
     * @throws IllegalArgumentException when the model has several inputs or outputs, or the arrays don't hold equally many whole
     *     samples
     */
    public void predict(float[] inputs, float[] outputs) {
        predictor.predict(inputs, outputs);
    }

    /** The most probable class of each sample. */
    public int[] predictClasses(Samples samples) {
        float[][] outputs = predict(samples);
        int[] classes = new int[outputs.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = Metric.argmax(outputs[i]);
        }
        return classes;
    }

    /**
     * How fast training steps of this model are, on made-up samples. The weights change: not for a model that is to be used.
     *
     * @param batch samples of a step
     * @param seconds how long to measure, after as long a warm-up
     * @param peak operations a second that all threads together can do ({@link io.fovea.benchmark.Peak})
     * @throws IllegalStateException before {@link #compile}
     */
    public StepRate measureSteps(int batch, double seconds, double peak) {
        try (StepTimer timer = stepTimer(batch)) {
            return timer.rate(seconds, (double) Flops.of(this).training(), peak);
        }
    }

    /**
     * As {@link #measureSteps}, of the model as after a long training: with dead units, decayed optimizer states and a confident
     * softmax, so that many numbers are subnormal, which some processors compute with a hundred times slower.
     */
    public StepRate measureWornSteps(int batch, double seconds, double peak) {
        try (StepTimer timer = stepTimer(batch)) {
            timer.wear();
            return timer.rate(seconds, (double) Flops.of(this).training(), peak);
        }
    }

    /**
     * The stages of a training step, with the time and the rate of each work, on made-up samples.
     *
     * @param batch samples of a step
     * @param seconds how long to measure, after as long a warm-up
     * @throws IllegalStateException before {@link #compile}
     */
    public StepProfile profileSteps(int batch, double seconds) {
        try (StepTimer timer = stepTimer(batch)) {
            return timer.profile(seconds);
        }
    }

    /**
     * The stages of an inference, as {@link #profileSteps}.
     *
     * @param batch samples of an inference
     * @param seconds how long to measure, after as long a warm-up
     */
    public StepProfile profileInference(int batch, double seconds) {
        try (InferenceTimer timer = new InferenceTimer(network, batch, workers)) {
            return timer.profile(seconds);
        }
    }

    /**
     * How long training steps of this model take to become quick, on made-up samples: to be asked before anything else ran in the
     * process. The weights change: not for a model that is to be used.
     *
     * @param batch samples of a step
     * @param seconds how long to measure; twice what becoming quick takes, or more
     * @throws IllegalStateException before {@link #compile}
     */
    public WarmUp measureWarmUp(int batch, double seconds) {
        try (StepTimer timer = stepTimer(batch)) {
            return timer.warmUp(seconds);
        }
    }

    private StepTimer stepTimer(int batch) {
        Compiled c = compiled();
        return new StepTimer(network, c.objective(), c.state(), batch, workers);
    }

    /** How many threads work. */
    public int threads() {
        return workers.size();
    }

    /** Bytes outside the heap of weights and optimiser. */
    public long weightBytes() {
        return memory.bytes();
    }

    /**
     * Bytes outside the heap that a training takes: weights, optimiser and the buffers of a step. Nothing is allocated. With
     * validation data, {@link #fit} takes the buffers of an evaluation's step besides.
     *
     * @param batch samples of a step, 1 to 2^30
     * @throws IllegalStateException before {@link #compile}
     */
    public long trainingBytes(int batch) {
        return weightBytes() + summarize(batch, Optional.of(compiled())).bytes();
    }

    /**
     * Bytes outside the heap that predicting takes: weights, the optimiser if there is one, and the buffers of a step. Nothing
     * is allocated.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public long inferenceBytes(int batch) {
        return weightBytes() + summarize(batch, Optional.empty()).bytes();
    }

    /**
     * The stages of a training step: a line each, with the work of each. What is in one line goes on without waiting.
     *
     * @param batch samples of a step, 1 to 2^30
     * @throws IllegalStateException before {@link #compile}
     */
    public List<String> trainingStages(int batch) {
        return summarize(batch, Optional.of(compiled())).stages();
    }

    /**
     * The stages of predicting: a line each, with the work of each.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public List<String> inferenceStages(int batch) {
        return summarize(batch, Optional.empty()).stages();
    }

    private PlanSummary summarize(int batch, Optional<Compiled> training) {
        return Trainer.summarize(
                network, training.map(Compiled::objective).orElse(new Objective(List.of(), List.of())),
                training.map(Compiled::state), batch, workers);
    }

    /** Ends the threads and frees the weights; the model can't be used any more. */
    @Override
    public void close() {
        predictor.close();
        workers.close();
        memory.close();
    }
}
