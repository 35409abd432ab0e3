package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.losses.Loss;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/**
 * Checks a model, and so each of its layers: outputs and gradients against {@link Reference}, whose gradients are finite
 * differences in double precision; equal bits with any number of threads.
 *
 * <p>Gradients are read off a step of plain gradient descent: {@code w - w' = rate g}.
 */
final class ModelCheck {
    /** Outputs are sums of some hundred products of float32 numbers near 1. */
    private static final double OUTPUT_TOLERANCE = 3e-6;

    /** A step of rate 1 rounds weights near 1 to 6e-8, and sums over a batch are taken in float32. */
    private static final double GRADIENT_TOLERANCE = 4e-6;

    /** The largest gradient of a weight is at least this, ten times the tolerance: else a gradient of zero would pass. */
    private static final double GRADIENT_FLOOR = 4e-5;

    /**
     * Doubles round the quotient to 1e-9; a larger difference would cross the kink of a ReLU for one of thousands of pixels.
     */
    private static final double DIFFERENCE = 1e-7;

    /** Of a weight with no more elements than this all are checked, of a larger one some at random. */
    private static final int SMALL = 32;

    private static final int SAMPLED = 12;

    /** The tests run at so many widths of vectors, and each one checks its share of the elements. */
    private static final int WIDTHS = 3;

    /** Which share; -1: all. */
    private static int turn() {
        return switch (Kernels.vector().lanes()) {
            case 4 -> 0;
            case 8 -> 1;
            case 16 -> 2;
            default -> -1;
        };
    }

    private final Supplier<Model> make;
    private final int samples;
    private final double looser;

    /** A check with a batch of {@code samples}. */
    ModelCheck(Supplier<Model> make, int samples) {
        this(make, samples, 1);
    }

    private ModelCheck(Supplier<Model> make, int samples, double looser) {
        this.make = make;
        this.samples = samples;
        this.looser = looser;
    }

    /** A check of a model with Winograd's convolutions: their transforms multiply by up to 8 before they subtract. */
    ModelCheck withWinograd() {
        return new ModelCheck(make, samples, 4);
    }

    void run() {
        try (Model model = make.get()) {
            randomize(model);
            Dataset data = data(model);
            Reference reference = new Reference(model);
            checkOutputs(model, reference, data);
            checkGradients(model, reference, data);
        }
        checkThreads();
    }

    private static void randomize(Model model) {
        long seed = 100;
        for (Layer layer : model.layers()) {
            for (Weight weight : model.weights(layer)) {
                if (weight.name().equals("bias") || weight.name().equals("beta")) {
                    model.setWeight(layer, weight, new RandomNormal(0, 0.1).values(weight.shape(), seed++));
                } else if (weight.name().equals("gamma")) {
                    model.setWeight(layer, weight, new RandomNormal(1, 0.2).values(weight.shape(), seed++));
                }
            }
        }
    }

    private Dataset data(Model model) {
        List<Samples> inputs = new ArrayList<>();
        for (Node node : model.inputs()) {
            Shape shape = model.shape(node);
            float[] values = new RandomNormal(0, 1).values(Shape.of(samples, shape.size()), 7 + inputs.size());
            inputs.add(new FloatSamples(new Tensor(samples, shape, values)));
        }
        List<Samples> targets = new ArrayList<>();
        for (Node node : model.outputs()) {
            int[] labels = new int[samples];
            for (int i = 0; i < samples; i++) {
                labels[i] = (int) (Randoms.uniform(targets.size(), i) * model.shape(node).channels());
            }
            targets.add(new Labels(labels));
        }
        return new Dataset(inputs, targets, List.of());
    }

    private static List<double[][]> inputs(Dataset data) {
        return data.inputs().stream().map(ModelCheck::doubles).toList();
    }

    private static double[][] doubles(Samples samples) {
        int size = samples.shape().size();
        double[][] all = new double[samples.size()][size];
        float[] one = new float[size];
        for (int s = 0; s < all.length; s++) {
            samples.read(s, one, 0);
            for (int i = 0; i < size; i++) {
                all[s][i] = one[i];
            }
        }
        return all;
    }

    /** Outputs of inference, unless a normalization uses the moving statistics there. */
    private void checkOutputs(Model model, Reference reference, Dataset data) {
        if (model.layers().stream().anyMatch(BatchNormalization.class::isInstance)) {
            return;
        }
        List<Tensor> outputs = model.predict(data.inputs());
        List<double[][]> expected = reference.outputs(inputs(data));
        for (int o = 0; o < outputs.size(); o++) {
            for (int s = 0; s < data.size(); s++) {
                float[] output = outputs.get(o).sample(s);
                for (int i = 0; i < output.length; i++) {
                    assertThat((double) output[i])
                            .as("output %d, sample %d, element %d", o, s, i)
                            .isCloseTo(expected.get(o)[s][i], within(looser * OUTPUT_TOLERANCE));
                }
            }
        }
    }

    private static List<int[]> labels(Dataset data) {
        return data.targets().stream().map(t -> ((Labels) t).values()).toList();
    }

    private static void compile(Model model, double rate) {
        List<Loss> losses = Collections.nCopies(model.outputs().size(), new SparseCategoricalCrossentropy());
        model.compile(new SGD(rate), losses, List.of());
    }

    private void checkGradients(Model model, Reference reference, Dataset data) {
        compile(model, 1);
        List<float[]> before = model.weights();
        History history = model.fit(data, FitOptions.epochs(1).batch(data.size()).shuffle(false));
        List<float[]> after = model.weights();
        List<double[][]> x = inputs(data);
        List<int[]> labels = labels(data);
        assertThat(history.get("loss")[0]).isCloseTo(reference.loss(x, labels), within(looser * OUTPUT_TOLERANCE));
        int index = 0;
        for (Layer layer : model.layers()) {
            List<Weight> weights = model.weights(layer);
            for (int w = 0; w < weights.size(); w++, index++) {
                if (weights.get(w).trainable()) {
                    boolean isNormalizedAway = weights.get(w).name().equals("bias") && model.nodes().stream()
                            .filter(n -> n.layer() == layer)
                            .allMatch(n -> isNormalized(model, n));
                    checkGradient(model.layerName(layer) + "/" + weights.get(w).name(), isNormalizedAway,
                            reference, reference.weight(layer, w), x, labels, before.get(index), after.get(index));
                }
            }
        }
    }

    private void checkGradient(
            String name, boolean isNormalizedAway, Reference reference, double[] weight, List<double[][]> x,
            List<int[]> labels,
            float[] before, float[] after) {
        double largest = 0;
        boolean all = weight.length <= SMALL;
        int turn = turn();
        for (int sample = Math.max(0, turn); sample < (all ? weight.length : SAMPLED);
                sample += turn < 0 ? 1 : WIDTHS) {
            int i = all ? sample : (int) (Randoms.uniform(weight.length, sample) * weight.length);
            double old = weight[i];
            weight[i] = old + DIFFERENCE;
            double up = reference.loss(x, labels);
            weight[i] = old - DIFFERENCE;
            double down = reference.loss(x, labels);
            weight[i] = old;
            double expected = (up - down) / (2 * DIFFERENCE);
            assertThat((double) before[i] - after[i])
                    .as("gradient of %s, element %d", name, i)
                    .isCloseTo(expected, within(looser * GRADIENT_TOLERANCE * Math.max(1, Math.abs(expected))));
        }
        // Of all elements, for those of this width's share may be few: a 7 x 7 kernel over one pixel has one tap that counts.
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs((double) before[i] - after[i]));
        }
        if (!isNormalizedAway) {
            assertThat(largest).as("largest gradient of %s: too small to check", name)
                    .isGreaterThan(GRADIENT_FLOOR);
        }
    }

    /** Whether all that a node's value goes to, added to other values or not, is normalizations: a bias changes nothing then. */
    private static boolean isNormalized(Model model, Node node) {
        List<Node> readers = model.nodes().stream().filter(n -> n.inputs().contains(node)).toList();
        return !readers.isEmpty() && readers.stream().allMatch(
                reader -> reader.layer() instanceof BatchNormalization
                        || reader.layer() instanceof Add && isNormalized(model, reader));
    }

    /** Each width has its share of this as well; golden hashes have all. */
    private void checkThreads() {
        List<float[]> one = trained(1);
        for (int threads : turn() == 0 ? new int[]{2} : turn() == 1 ? new int[]{3} : new int[]{2, 3}) {
            List<float[]> other = trained(threads);
            for (int i = 0; i < one.size(); i++) {
                assertThat(other.get(i)).as("weight %d with %d threads", i, threads).isEqualTo(one.get(i));
            }
        }
    }

    private List<float[]> trained(int threads) {
        try (Model model = make.get()) {
            model.threads(threads);
            compile(model, 0.1);
            Dataset data = data(model);
            model.fit(data, FitOptions.epochs(2).batch(Math.max(1, samples / 2)));
            return model.weights();
        }
    }
}
