package io.fovea;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.loop.Objective;
import io.fovea.loop.Trainer;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Optimizer;
import io.fovea.plan.OptimizerState;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Randoms;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/**
 * Small trainings whose results are known to the bit. Together they use every layer, activation, optimizer and loss, with
 * channel counts that are no multiple of a vector, last batches that are not full, and batches above and below those from
 * which sums over samples branch. {@link GoldenHashWidthTest} checks them at each vector width; {@link #main} needs no test
 * framework, so that it also runs under an emulator.
 *
 * <p>They are in a class a concept: {@link GoldenLayers}, {@link GoldenOptimizers} and so on. A new layer or optimizer is one more entry
 * there: run {@link #main} and copy the hash that it prints.
 */
final class GoldenTrainings {
    private GoldenTrainings() {}

    /**
     * One training.
     *
     * @param model makes the graph anew
     * @param batch samples of a step
     * @param samples of the data; {@code samples % batch} are in the last step of an epoch
     * @param hash SHA-256 of the weights, the optimizer's states and the history
     */
    record Case(
            String name, Supplier<Topology> model, List<Loss> losses, List<Metric> metrics, Optimizer optimizer,
            int batch, int samples, String hash) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Loss> SPARSE = List.of(new SparseCategoricalCrossentropy());
    static final List<Metric> ACCURACY = List.of(new SparseCategoricalAccuracy());

    /** All of them. */
    static final List<Case> ALL = Stream.of(
            GoldenLosses.ALL, GoldenLayers.ALL, GoldenActivations.ALL, GoldenAugmentations.ALL, GoldenOptimizers.ALL)
            .flatMap(List::stream).toList();

    /** Layers one after the other. */
    static Topology sequence(Input input, Layer... layers) {
        Node first = input.apply();
        return new Topology(List.of(first), List.of(through(first, layers)));
    }

    /** What comes of {@code first} behind the layers. */
    static Node through(Node first, Layer... layers) {
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        return node;
    }

    /** The hash of a training's result, with {@code kernels} on {@code threads} threads. */
    static String hash(Case c, Kernels kernels, int threads) {
        try (Memory memory = new Memory(); Workers workers = new Workers(threads)) {
            Network network = new Network(c.model().get(), kernels, memory, new Lifecycle(() -> {}));
            network.initialize(3);
            OptimizerState state = new OptimizerState(c.optimizer()::update, network.graph().parameters());
            Objective objective = new Objective(c.losses(), c.metrics());
            Dataset data = data(network, objective, c.samples());
            History history = new Trainer(
                    network, objective, c.optimizer(), state, data,
                    FitOptions.epochs(2).batch(c.batch()).validation(data).seed(5), workers, 0).run();
            return hash(network, state, history);
        }
    }

    /** Made-up samples for a model, with targets as its losses take them. */
    static Dataset data(Network network, Objective objective, int samples) {
        List<Samples> inputs = new ArrayList<>();
        for (Node node : network.topology().inputs()) {
            Shape shape = network.topology().shape(node);
            float[] values = new RandomNormal(0, 1).values(Shape.of(samples, shape.size()), 7 + inputs.size());
            inputs.add(new FloatSamples(new Tensor(samples, shape, values)));
        }
        List<Samples> targets = new ArrayList<>();
        for (int output = 0; output < objective.losses().size(); output++) {
            int classes = network.topology().shape(network.topology().outputs().get(output)).channels();
            int[] labels = new int[samples];
            float[] oneHot = new float[samples * classes];
            for (int i = 0; i < samples; i++) {
                labels[i] = (int) (Randoms.uniform(output, i) * classes);
                oneHot[i * classes + labels[i]] = 1;
            }
            boolean indices = objective.losses().get(output).targetShape(Shape.of(classes)).size() == 1;
            targets.add(
                    indices ? new Labels(labels) : new FloatSamples(new Tensor(samples, Shape.of(classes), oneHot)));
        }
        return new Dataset(inputs, targets, List.of());
    }

    /** Numbers in Keras's order, little-endian. A NaN would be the same for all that is wrong, so it is refused. */
    private static String hash(Network network, OptimizerState state, History history) {
        MessageDigest digest = sha256();
        network.weights().forEach(weight -> add(digest, weight));
        state.parameters().forEach(parameter -> {
            for (int i = 0; i < state.states(parameter); i++) {
                add(digest, state.read(parameter, i));
            }
        });
        for (History.Epoch epoch : history.epochs()) {
            epoch.logs().forEach((name, value) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                if (value.isNaN()) {
                    throw new IllegalStateException(name + " of epoch " + epoch.number() + " is NaN");
                }
                digest.update(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, value));
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs all trainings with the kernels of this process and prints a line for each; ends with exit code 1 if one differs.
     *
     * @param arguments how many threads; default 1
     */
    public static void main(String[] arguments) {
        int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        Kernels kernels = arguments.length < 2 ? Kernels.preferred() : Kernels.scalar(Integer.parseInt(arguments[1]));
        System.out.println(System.getProperty("os.arch") + ", Java " + Runtime.version() + ", " + kernels.name() + ", "
                + threads + " threads");
        boolean[] differs = {false};
        for (Case c : ALL) {
            String hash = hash(c, kernels, threads);
            boolean same = hash.equals(c.hash());
            differs[0] |= !same;
            System.out.println((same ? "same     " : "DIFFERENT ") + hash + "  " + c.name());
        }
        System.exit(differs[0] ? 1 : 0);
    }
}
