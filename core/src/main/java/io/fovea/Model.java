package io.fovea;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.StepRate;
import io.fovea.benchmark.WarmUp;
import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.graph.Topology;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.loop.Objective;
import io.fovea.losses.Loss;
import io.fovea.metrics.Metric;
import io.fovea.optimizers.Optimizer;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.OutputSpec;

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

    private static final Cleaner CLEANER = Cleaner.create();

    private final String name;
    private final Topology topology;
    private final NestedModel nested;
    private final Engine engine;

    Model(String name, Topology topology) {
        this.name = name;
        this.topology = topology;
        Map<Layer, String> names = new IdentityHashMap<>();
        topology.layers().forEach(layer -> names.put(layer, topology.name(layer)));
        nested = new NestedModel(
                name, this instanceof Sequential, topology.inputs(), topology.outputs(), names);
        engine = new Engine(topology, DEFAULT_SEED);
        CLEANER.register(this, engine::abandon);
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

    /**
     * The first use of the layer of this name: to go on from it in another model, which then shares the weights of all layers up to
     * there.
     *
     * <p>Example, a new head on a trained trunk:
     *
     * <pre>{@code
     * Node features = trained.node("global_average_pooling2d");
     * Node out = Dense.of(5).activation(SOFTMAX).apply(features);
     * Model tuned = Graph.of(trained.inputs().getFirst(), out);
     * }</pre>
     *
     * @throws IllegalArgumentException when there is none; the message lists those that there are
     */
    public Node node(String layerName) {
        return nodes().stream().filter(node -> topology.name(node.layer()).equals(layerName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no layer is called '" + layerName + "'; there are "
                                + String.join(", ", layers().stream().map(topology::name).toList())));
    }

    /**
     * This model's layers on other inputs, with the same weights: a model as a part of another one, which files of Keras keep as one.
     *
     * <p>Example: {@code Node both = Concatenate.of().apply(tower.apply(left).getFirst(), tower.apply(right).getFirst())}
     *
     * @param inputs in place of the model's own, in their order
     * @return what stands for the model's outputs
     * @throws IllegalArgumentException when there are too few or too many
     */
    public List<Node> apply(Node... inputs) {
        return nested.apply(List.of(inputs)).outputs();
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
        return engine.network().weights(layer);
    }

    /** The numbers of a layer's weight, row-major in Keras's order. */
    public float[] weight(Layer layer, Weight weight) {
        return engine.network().weight(layer, weight);
    }

    /**
     * Sets the numbers of a layer's weight.
     *
     * @throws IllegalArgumentException when there are too few or too many
     */
    public void setWeight(Layer layer, Weight weight, float[] values) {
        engine.network().setWeight(layer, weight, values);
    }

    /** A copy of every weight, in the order of layers and of their weights. */
    public List<float[]> weights() {
        return engine.network().weights();
    }

    /**
     * Sets every weight from a copy that {@link #weights()} made.
     *
     * @throws IllegalArgumentException when there are too few or too many numbers; nothing is changed then
     */
    public void setWeights(List<float[]> values) {
        engine.network().setWeights(values);
    }

    /** Sets every weight anew, as its initializer says, and forgets what the optimizer knew. */
    public void initialize(long seed) {
        engine.initialize(seed);
    }

    /**
     * Sets whether training changes a layer's weights: later trainings leave those of a frozen layer as they are, and what the
     * optimizer knows of them. A frozen batch normalization uses its moving statistics in training as well, as in Keras.
     *
     * <p>Example: {@code model.trainable(base, false)}
     *
     * @throws IllegalArgumentException when the layer is none of the model's
     * @throws IllegalStateException while the model works
     */
    public void trainable(Layer layer, boolean learns) {
        checkOwn(layer);
        engine.trainable(layer, learns);
    }

    /** Whether training changes a layer's weights: by default it does. */
    public boolean trainable(Layer layer) {
        checkOwn(layer);
        return engine.network().trainable(layer);
    }

    private void checkOwn(Layer layer) {
        if (layers().stream().noneMatch(own -> own == layer)) {
            throw new IllegalArgumentException("the layer " + layer + " is none of this model's");
        }
    }

    /** How many threads work; by default as many as there are processors. The results don't depend on it. */
    public void threads(int threads) {
        engine.threads(threads);
    }

    /**
     * Whether convolutions are computed as their definition has it ({@code true}), or in the way that is fastest for their
     * shape ({@code false}, the default): Winograd's method sums in another order, with errors some three times as large.
     */
    public void directConvolutions(boolean only) {
        engine.directConvolutions(only);
    }

    /** Whether convolutions are computed as their definition has it. */
    public boolean directConvolutions() {
        return engine.network().direct();
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
     * @param metrics each taken of every output whose targets it can take: an accuracy of class indices is not taken of an output
     *     whose targets are images
     * @throws IllegalArgumentException when a loss can't be taken of its output, or a metric of none
     */
    public void compile(Optimizer optimizer, List<Loss> losses, List<Metric> metrics) {
        if (losses.size() != outputs().size()) {
            throw new IllegalArgumentException(
                    "the model has " + outputs().size() + " outputs, but got " + losses.size() + " losses");
        }
        List<OutputSpec> specs = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            Loss loss = losses.get(i);
            Shape output = shape(outputs().get(i));
            Metric[] fitting = metrics.stream().filter(m -> takes(m, loss, output)).toArray(Metric[]::new);
            specs.add(OutputSpec.of(topology.name(outputs().get(i).layer()), loss).metrics(fitting));
        }
        for (Metric metric : metrics) {
            if (specs.stream().noneMatch(s -> s.metrics().contains(metric))) {
                throw new IllegalArgumentException(
                        "the metric " + metric.name() + " can't be taken of any output: they are "
                                + outputs().stream().map(this::shape).toList() + " with the losses "
                                + losses.stream().map(Loss::name).toList());
            }
        }
        engine.compile(optimizer, new Objective(List.copyOf(specs)));
    }

    private static boolean takes(Metric metric, Loss loss, Shape output) {
        return metric.takes(output.channels(), loss.targetShape(output).size() * output.channels() / output.size());
    }

    /**
     * Says how each output of the model is to learn and by what it is measured.
     *
     * @param outputs one for each output, by the name of the layer that makes it, in any order; those of a layer that makes several
     *     in the order of {@link #outputs()}
     * @throws IllegalArgumentException when an output is missing, named twice or unknown, or a loss or a metric can't be taken of it
     */
    public void compile(Optimizer optimizer, OutputSpec... outputs) {
        List<OutputSpec> specs = new ArrayList<>();
        List<String> names = outputs().stream().map(node -> topology.name(node.layer())).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<OutputSpec> own = Stream.of(outputs).filter(o -> o.name().equals(name)).toList();
            int sameName = Collections.frequency(names, name);
            if (own.size() != sameName) {
                throw new IllegalArgumentException(
                        "the output " + name + " needs "
                                + (sameName == 1 ? "one OutputSpec" : sameName + " OutputSpecs")
                                + ", but got " + own.size() + "; the outputs are " + names);
            }
            OutputSpec spec = own.get(Collections.frequency(names.subList(0, i), name));
            check(spec, shape(outputs().get(i)));
            specs.add(spec);
        }
        if (specs.size() != outputs.length) {
            throw new IllegalArgumentException(
                    "the model's outputs are " + names + ", but got specifications of "
                            + Stream.of(outputs).map(OutputSpec::name).toList());
        }
        engine.compile(optimizer, new Objective(List.copyOf(specs)));
    }

    private static void check(OutputSpec spec, Shape output) {
        Stream.concat(spec.metrics().stream(), spec.weightedMetrics().stream())
                .filter(metric -> !takes(metric, spec.loss(), output))
                .findFirst()
                .ifPresent(metric -> {
                    throw new IllegalArgumentException(
                            "the metric " + metric.name() + " can't be taken of the output " + spec.name()
                                    + " of shape "
                                    + output + " with targets of " + spec.loss().targetShape(output));
                });
    }

    /** What each output is to learn, in the order of {@link #outputs()}; none before {@link #compile}. */
    public List<OutputSpec> outputSpecs() {
        return engine.ifCompiled().map(c -> c.objective().outputs()).orElse(List.of());
    }

    /** The optimizer; empty before {@link #compile}. */
    public Optional<Optimizer> optimizer() {
        return engine.ifCompiled().map(Engine.Compiled::optimizer);
    }

    /** The losses; none before {@link #compile}. */
    public List<Loss> losses() {
        return engine.ifCompiled().map(c -> c.objective().losses()).orElse(List.of());
    }

    /** The metrics of all outputs, each once; none before {@link #compile}. */
    public List<Metric> metrics() {
        return engine.ifCompiled().map(c -> c.objective().metrics()).orElse(List.of());
    }

    /** What the optimizer keeps: to save a training and go on with it. */
    public OptimizerSnapshot optimizerState() {
        return engine.access(() -> OptimizerSnapshot.of(this, engine.network(), engine.compiled().state()));
    }

    /** Sets what the optimizer keeps. */
    public void setOptimizerState(OptimizerSnapshot snapshot) {
        engine.access(() -> snapshot.restore(this, engine.network(), engine.compiled().state()));
    }

    /**
     * Trains.
     *
     * @return loss and metrics of each epoch
     * @throws IllegalArgumentException when the data don't fit the model, or the machine has too little memory for the batch:
     *     the message names the largest batch that fits
     * @throws IllegalStateException before {@link #compile}, after {@link #close}, and while the model trains already
     * @throws io.fovea.training.NonFiniteLossException when the loss becomes NaN or infinite and no callback stops the training
     *     before
     */
    public History fit(Dataset data, FitOptions options) {
        return engine.fit(data, options);
    }

    /**
     * Loss and metrics of {@code data}.
     *
     * @throws IllegalArgumentException when the data don't fit the model
     * @throws IllegalStateException before {@link #compile}
     */
    public Evaluation evaluate(Dataset data) {
        return engine.evaluate(data);
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
        return engine.predict(inputs);
    }

    /**
     * What the model makes of samples, without a new object once it is warm: for programs that ask often.
     *
     * <p>Example: {@code model.predict(pixels, probabilities)} with one image of 32 x 32 x 3 numbers and room for 10.
     *
     * @param inputs samples side by side, row-major
     * @param outputs is filled with the outputs, side by side
     * @throws IllegalArgumentException when the model has several inputs or outputs, or the arrays don't hold equally many whole
     *     samples
     */
    public void predict(float[] inputs, float[] outputs) {
        engine.predict(inputs, outputs);
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
        return engine.measure(batch, timer -> timer.rate(seconds, (double) Flops.of(this).training(), peak));
    }

    /**
     * As {@link #measureSteps}, of the model as after a long training: with dead units, decayed optimizer states and a confident
     * softmax, so that many numbers are subnormal, which some processors compute with a hundred times slower.
     */
    public StepRate measureWornSteps(int batch, double seconds, double peak) {
        return engine.measure(batch, timer -> {
            timer.wear();
            return timer.rate(seconds, (double) Flops.of(this).training(), peak);
        });
    }

    /**
     * The stages of a training step, with the time and the rate of each work, on made-up samples.
     *
     * @param batch samples of a step
     * @param seconds how long to measure, after as long a warm-up
     * @throws IllegalStateException before {@link #compile}
     */
    public StepProfile profileSteps(int batch, double seconds) {
        return engine.measure(batch, timer -> timer.profile(seconds));
    }

    /**
     * The stages of an inference, as {@link #profileSteps}.
     *
     * @param batch samples of an inference
     * @param seconds how long to measure, after as long a warm-up
     */
    public StepProfile profileInference(int batch, double seconds) {
        return engine.profileInference(batch, seconds);
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
        return engine.measure(batch, timer -> timer.warmUp(seconds));
    }

    /** How many threads work. */
    public int threads() {
        return engine.threads();
    }

    /** Bytes outside the heap of weights and optimizer. */
    public long weightBytes() {
        return engine.weightBytes();
    }

    /**
     * Bytes outside the heap that a training takes: weights, optimizer and the buffers of a step. Nothing is allocated. With
     * validation data, {@link #fit} takes the buffers of an evaluation's step besides.
     *
     * @param batch samples of a step, 1 to 2^30
     * @throws IllegalStateException before {@link #compile}
     */
    public long trainingBytes(int batch) {
        return weightBytes() + engine.summarize(batch, Optional.of(engine.compiled())).bytes();
    }

    /**
     * Bytes outside the heap that predicting takes: weights, the optimizer if there is one, and the buffers of a step. Nothing
     * is allocated.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public long inferenceBytes(int batch) {
        return weightBytes() + engine.summarize(batch, Optional.empty()).bytes();
    }

    /**
     * The stages of a training step: a line each, with the work of each. What is in one line goes on without waiting.
     *
     * @param batch samples of a step, 1 to 2^30
     * @throws IllegalStateException before {@link #compile}
     */
    public List<String> trainingStages(int batch) {
        return engine.summarize(batch, Optional.of(engine.compiled())).stages();
    }

    /**
     * The stages of predicting: a line each, with the work of each.
     *
     * @param batch samples of a step, 1 to 2^30
     */
    public List<String> inferenceStages(int batch) {
        return engine.summarize(batch, Optional.empty()).stages();
    }

    /** Bytes outside the heap of the plans that earlier predictions left for later ones; at most one for each processor and size. */
    public long predictionBytes() {
        return engine.predictionBytes();
    }

    /**
     * Frees weights, plans and threads; afterwards the model can't train, predict or give its weights. It waits for the
     * predictions of other threads. A second call does nothing.
     *
     * @throws IllegalStateException while a training or an evaluation runs, and when it is called from inside any work of this
     *     model, such as a callback; the model stays open then
     */
    @Override
    public void close() {
        engine.close();
    }
}
