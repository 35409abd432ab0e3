package io.fovea;

import static io.fovea.activations.Activations.ELU;
import static io.fovea.activations.Activations.GELU;
import static io.fovea.activations.Activations.LEAKY_RELU;
import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.SWISH;
import static io.fovea.activations.Activations.TANH;
import static io.fovea.layers.Padding.SAME;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

import io.fovea.activations.ActivationFunction;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.layers.Rescaling;
import io.fovea.loop.Objective;
import io.fovea.loop.Trainer;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
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
 * <p>A new layer or optimizer is one more entry in {@link #ALL}: run {@link #main} and copy the hash that it prints.
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

    private static final List<Loss> SPARSE = List.of(new SparseCategoricalCrossentropy());
    private static final List<Metric> ACCURACY = List.of(new SparseCategoricalAccuracy());

    static final List<Case> ALL = List.of(
            new Case("convolutions, pooling, dropout, dense; Adam", () -> sequence(
                    Input.of(16, 16, 3), Conv2D.of(20, 3).padding(SAME).activation(RELU),
                    Conv2D.of(24, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Dropout.of(0.25),
                    Flatten.of(), Dense.of(33).activation(RELU), Dropout.of(0.5), Dense.of(7).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 10, 37,
                    "441c4931f203183348d816d822f6e596d02bde0dd155bdc76c463639c701e315"),
            new Case("batch normalization and additions; SGD with momentum", GoldenTrainings::residual,
                    SPARSE, ACCURACY, new SGD(0.05, 0.9, false), 33, 70,
                    "f93e3da99fbb8505a47cb4f3cfad6b510f0cf225d77b9c753fd25fefc134497d"),
            new Case("every activation; SGD with Nesterov momentum", GoldenTrainings::activations,
                    SPARSE, List.of(new SparseTopKCategoricalAccuracy(2)), new SGD(0.05, 0.8, true), 9, 30,
                    "3315097c19120497524dfca3cbf42b1b5b512318a6466001ce933fddb4bb0379"),
            new Case("Winograd's convolutions; SGD", () -> sequence(
                    Input.of(21, 18, 2), Conv2D.of(24, 3).padding(SAME), Activation.of(RELU),
                    Conv2D.of(33, 3).padding(SAME), BatchNormalization.of(), Conv2D.of(20, 3), MaxPooling2D.of(2),
                    Activation.of(TANH), Flatten.of(), Dense.of(5).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new SGD(0.05), 5, 12,
                    "ee44eb150c989741d7f058abd074c16fac7dce3a8eaddabb598598f00104d5aa"),
            new Case("convolutions of small images; Adam", () -> sequence(
                    Input.of(6, 5, 3), Conv2D.of(24, 3).padding(SAME).activation(RELU),
                    Conv2D.of(40, 3).padding(SAME).strides(2), BatchNormalization.of(), Activation.of(RELU),
                    Conv2D.of(36, 3).padding(SAME).dilation(2), Conv2D.of(33, 2).padding(SAME).activation(ELU),
                    Flatten.of(), Dense.of(4).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 70, 100,
                    "93776738c8d852705459d6a2432148adb3d7f54f3a42837b9d8d65d49e7a3040"),
            new Case("shared layers, two inputs, two outputs; Adam", GoldenTrainings::twins,
                    List.of(new SparseCategoricalCrossentropy(), new CategoricalCrossentropy()), List.of(),
                    new Adam(0.003), 7, 20,
                    "1d7c83005211a00954d591a3273aa51da016abf724adfa369e8bdc5fa1b1d3e0"),
            new Case("dense layers of long vectors; SGD with momentum", () -> sequence(
                    Input.of(9, 9, 3), Conv2D.of(20, 1), Flatten.of(), Dense.of(70).activation(TANH),
                    Dense.of(1100).activation(SIGMOID), Dense.of(9).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new SGD(0.05, 0.9, false), 37, 80,
                    "1a0160ba652cce38f9cadf5052afed8d023dc22134a94595ff548109dd72f15a"),
            new Case("a large batch; Adam", () -> sequence(
                    Input.of(7, 7, 1), Conv2D.of(9, 3).activation(RELU), BatchNormalization.of().scale(false),
                    AveragePooling2D.of(2).strides(1).padding(SAME), Dropout.of(0.3), Flatten.of(),
                    Dense.of(21).activation(RELU), Dense.of(3).activation(SOFTMAX)),
                    SPARSE, ACCURACY, new Adam(0.01), 150, 250,
                    "e4996df7f915b917c06af0a6f2fed2c6a3f1eaa2f693b6848a77d53fd264b704"),
            new Case("packed inputs, rescaling, strides and dilations; SGD", GoldenTrainings::packed,
                    List.of(new CategoricalCrossentropy(true)), List.of(new CategoricalAccuracy()), new SGD(0.05), 6,
                    20,
                    "9d31a4e13800e4e3e05f40d59375e34478a54458530a73fdea85537c61f5fb17"),
            new Case("a loss of probabilities, overlapping pooling, batches of one; Adam", () -> sequence(
                    Input.of(10, 9, 12), Dropout.of(0.2), Conv2D.of(18, 3).padding(SAME).useBias(false),
                    BatchNormalization.of().center(false), MaxPooling2D.of(3).strides(2).padding(SAME),
                    GlobalMaxPooling2D.of(), Dense.of(6).activation(SIGMOID)),
                    SPARSE, ACCURACY, new Adam(0.01), 1, 5,
                    "a4ea4b0895d00af8f33f25b7f5b7f5b8f2cb13d0a95059b56ba965ffce8ce135"));

    private static Topology sequence(Input input, Layer... layers) {
        Node first = input.apply();
        return new Topology(List.of(first), List.of(through(first, layers)));
    }

    private static Node through(Node first, Layer... layers) {
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        return node;
    }

    private static Topology residual() {
        Node in = Input.of(16, 17, 3).apply();
        Node x = through(in, Conv2D.of(24, 3).padding(SAME).useBias(false), BatchNormalization.of(),
                Activation.of(RELU));
        Node y = through(x, Conv2D.of(24, 3).padding(SAME), BatchNormalization.of(), Activation.of(RELU),
                Conv2D.of(24, 3).padding(SAME), BatchNormalization.of());
        Node z = through(Add.of().apply(x, y), Activation.of(RELU), Conv2D.of(20, 1).strides(2),
                BatchNormalization.of(), Activation.of(SWISH), GlobalAveragePooling2D.of());
        return new Topology(List.of(in), List.of(Dense.of(5).activation(SOFTMAX).apply(z)));
    }

    private static Topology activations() {
        List<Layer> layers = new ArrayList<>();
        int filters = 9;
        for (ActivationFunction f : List.of(GELU, TANH, ELU, LEAKY_RELU, SWISH, SIGMOID, RELU, SOFTMAX)) {
            layers.add(Conv2D.of(filters, 3).padding(SAME).activation(f));
            layers.add(Dense.of(filters).activation(f));
            filters += 3;
        }
        layers.addAll(List.of(
                AveragePooling2D.of(2), Activation.of(GELU), Flatten.of(), Activation.of(SIGMOID), Dense.of(6)));
        layers.add(Activation.of(SOFTMAX));
        return sequence(Input.of(6, 5, 3), layers.toArray(Layer[]::new));
    }

    private static Topology twins() {
        Node a = Input.of(8, 8, 2).apply();
        Node b = Input.of(8, 8, 2).apply();
        Layer[] tower = {
            Conv2D.of(9, 3).padding(SAME), BatchNormalization.of(), Activation.of(RELU), Conv2D.of(18, 3).padding(SAME),
            GlobalAveragePooling2D.of(), Dense.of(11).activation(TANH)};
        Node left = through(a, tower);
        Node both = Concatenate.of().apply(left, through(b, tower));
        return new Topology(List.of(a, b), List.of(
                Dense.of(4).activation(SOFTMAX).apply(both), Dense.of(3).activation(SOFTMAX).apply(left)));
    }

    private static Topology packed() {
        Node in = Input.of(11, 12, 12).apply();
        Node x = through(in, Rescaling.of(0.5, -0.25), Conv2D.of(18, 3).padding(SAME).activation(RELU));
        Node y = through(in, Conv2D.of(5, 3, 2).dilation(2, 1).padding(SAME), Activation.of(ELU));
        Node z = through(Concatenate.of().apply(x, y), Conv2D.of(33, 2, 3).strides(2, 1), Dropout.of(0.4),
                Conv2D.of(7, 3).strides(3), Flatten.of());
        return new Topology(List.of(in), List.of(Dense.of(5).apply(z)));
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

    private static Dataset data(Network network, Objective objective, int samples) {
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
            targets.add(
                    objective.losses().get(output) instanceof SparseCategoricalCrossentropy
                            ? new Labels(labels)
                            : new FloatSamples(new Tensor(samples, Shape.of(classes), oneHot)));
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
