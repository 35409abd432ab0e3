package io.fovea;

import java.lang.ref.Cleaner;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
public abstract sealed class Model extends MeasuredModel implements AutoCloseable permits Sequential, Graph {
    /** The seed of a model's first weights, until {@link #initialize} gives another. */
    public static final long DEFAULT_SEED = 1;

    private static final Cleaner CLEANER = Cleaner.create();

    private final NestedModel nested;
    private final Engine engine;

    Model(String name, Topology topology) {
        super(name, topology);
        Map<Layer, String> names = new IdentityHashMap<>();
        topology.layers().forEach(layer -> names.put(layer, topology.name(layer)));
        nested = new NestedModel(
                name, this instanceof Sequential, topology.inputs(), topology.outputs(), names);
        engine = new Engine(topology, DEFAULT_SEED);
        CLEANER.register(this, engine::abandon);
    }

    @Override
    Engine engine() {
        return engine;
    }

    @Override
    double trainingFlops() {
        return Flops.of(this).training();
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

    /**
     * Sets whether training changes one of a layer's weights, as the kernel but not the bias.
     *
     * <p>Example: {@code model.trainable(layer, model.weights(layer).getFirst(), false)}
     *
     * @throws IllegalArgumentException when the layer is none of the model's
     * @throws IllegalStateException while the model works
     */
    public void trainable(Layer layer, Weight weight, boolean learns) {
        checkOwn(layer);
        engine.trainable(layer, weight, learns);
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
        engine.compile(optimizer, new Objective(OutputSpecs.of(this, losses, metrics)));
    }

    /**
     * Says how each output of the model is to learn and by what it is measured.
     *
     * @param outputs one for each output, by the name of the layer that makes it, in any order; those of a layer that makes several
     *     in the order of {@link #outputs()}
     * @throws IllegalArgumentException when an output is missing, named twice or unknown, or a loss or a metric can't be taken of it
     */
    public void compile(Optimizer optimizer, OutputSpec... outputs) {
        engine.compile(optimizer, new Objective(OutputSpecs.inOrder(this, outputs)));
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
     * Loss and metrics of the outputs that {@link #predict(Samples, TestTimeAugmentation)} averages. Penalties on weights belong to
     * the loss, as without views; penalties of layers on their outputs don't, since those differ from view to view.
     *
     * @throws IllegalArgumentException when the data don't fit the model, or the model is none for views
     * @throws IllegalStateException before {@link #compile}
     */
    public Evaluation evaluate(Dataset data, TestTimeAugmentation augmentation) {
        return engine.evaluate(data, augmentation);
    }

    /**
     * What the model makes of samples: for a classifier the probability of each class.
     *
     * @return for each sample the output, row-major
     * @throws IllegalArgumentException when the model has several inputs or outputs, or the samples don't fit
     */
    public float[][] predict(Samples samples) {
        checkOneOutput("predict(List.of(samples))");
        return predict(List.of(samples)).getFirst().toArrays();
    }

    /**
     * As {@link #predict(Samples)}, the mean over several views of each sample.
     *
     * <p>Example: {@code model.predict(images, TestTimeAugmentation.flipsAndShifts(1))}
     *
     * @return for each sample the averaged output
     * @throws IllegalArgumentException when the model has several inputs or outputs, the samples don't fit or are no images, or the
     *     output is no vector
     */
    public float[][] predict(Samples samples, TestTimeAugmentation augmentation) {
        checkOneOutput("predict(List.of(samples), augmentation)");
        return predict(List.of(samples), augmentation).getFirst().toArrays();
    }

    private void checkOneOutput(String otherwise) {
        if (outputs().size() != 1) {
            throw new IllegalArgumentException("the model has " + outputs().size() + " outputs: use " + otherwise);
        }
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
     * As {@link #predict(List)}, the mean over several views of each sample.
     *
     * @param inputs samples for each input; those of images are changed alike
     * @return a tensor for each output
     * @throws IllegalArgumentException when the samples don't fit the model, none are images, or an output is no vector
     */
    public List<Tensor> predict(List<Samples> inputs, TestTimeAugmentation augmentation) {
        return engine.predict(inputs, augmentation);
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
        return classes(predict(samples));
    }

    /** The class of each sample that is most probable in the mean over several views. */
    public int[] predictClasses(Samples samples, TestTimeAugmentation augmentation) {
        return classes(predict(samples, augmentation));
    }

    private static int[] classes(float[][] outputs) {
        return Stream.of(outputs).mapToInt(Metric::argmax).toArray();
    }

    /** How many threads work. */
    public int threads() {
        return engine.threads();
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
