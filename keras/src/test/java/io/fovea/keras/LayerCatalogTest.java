package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.custom.FloatBlock;
import io.fovea.custom.PerSampleLoss;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.NpyArray;
import io.fovea.data.Samples;
import io.fovea.initializers.Constant;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.losses.Loss;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** Every layer against the real Keras: outputs, gradients by inputs and weights, statistics after a step. */
class LayerCatalogTest {
    /** Of the greatest magnitude of a tensor: sums of some hundred float32 products, taken in another order. */
    private static final double TOLERANCE = 1e-5;

    /** A power of two times the samples of a batch, so large that weights are read back without the rounding of a difference. */
    private static final double RATE = 1024;

    private static final int SAMPLES = 3;

    /**
     * In training these do something at random, look at the batch, or add to the loss; the catalog's gradients are those of the outputs
     * at inference.
     */
    private static final Set<String> OTHER_IN_TRAINING = Set.of(
            "Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout", "BatchNormalization",
            "ActivityRegularization");

    static List<Catalog.Case> cases() {
        return Stream.concat(Catalog.cases("layers").stream(), Catalog.cases("more_layers").stream()).toList();
    }

    private static Layer layer(Catalog.Case c) throws KerasFileException {
        return LayerReader.read(c.about().path("layer"));
    }

    private static boolean isKnown(Catalog.Case c) {
        return LayerFormats.classNames().contains(c.about().path("layer").path("class_name").asString());
    }

    private static Samples samples(NpyArray array) {
        return new FloatSamples(array.samples());
    }

    /** A layer whose weight's gradient is the gradient by its input. */
    private record Shift(String name) implements ComposedLayer {
        @Override
        public Shift named(String newName) {
            return new Shift(newName);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            return List.of(new Weight("shift", inputs.getFirst(), Constant.ZEROS, true));
        }

        @Override
        public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
            return inputs.getFirst().add(weights.get("shift"));
        }
    }

    /** The sum of the output's numbers times those of the target, as the catalog's gradients are of. */
    private record Projection() implements Loss, PerSampleLoss {
        @Override
        public String name() {
            return "projection";
        }

        @Override
        public Shape targetShape(Shape output) {
            return output;
        }

        @Override
        public PerSampleLoss perSampleLoss() {
            return this;
        }

        @Override
        public double value(FloatBlock output, FloatBlock target) {
            return IntStream.range(0, output.size()).mapToDouble(i -> (double) output.get(i) * target.get(i)).sum();
        }

        @Override
        public void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
            for (int i = 0; i < output.size(); i++) {
                gradient.set(i, scale * target.get(i));
            }
        }
    }

    /** The layer alone in a model, with a shift before it for each input. */
    private static Graph model(Catalog.Case c, Layer layer, boolean flat) {
        List<Node> inputs = new ArrayList<>();
        List<Node> shifted = new ArrayList<>();
        for (int i = 0; i < c.about().path("inputs").asInt(); i++) {
            int[] shape = c.array("x" + i).shape();
            Node input = Input.of(Arrays.copyOfRange(shape, 1, shape.length)).apply();
            inputs.add(input);
            shifted.add(new Shift("").apply(input));
        }
        Node output = layer.apply(shifted.toArray(Node[]::new));
        Graph model = Graph.of(inputs, List.of(flat ? Flatten.of().apply(output) : output));
        List<Weight> weights = model.weights(layer);
        for (int w = 0; w < weights.size(); w++) {
            NpyArray golden = c.array("w" + w);
            assertThat(weights.get(w).shape().toArray()).as("%s: weight %d", c, w).isEqualTo(golden.shape());
            model.setWeight(layer, weights.get(w), golden.values());
        }
        return model;
    }

    private static void close(float[] actual, float[] expected, String what) {
        double scale = 1e-3;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE * scale)) {
                throw new AssertionError(
                        what + ", element " + i + ": expected " + expected[i] + " within " + TOLERANCE * scale
                                + ", but got " + actual[i]);
            }
        }
    }

    private static List<Samples> inputs(Catalog.Case c) {
        return IntStream.range(0, c.about().path("inputs").asInt()).mapToObj(i -> samples(c.array("x" + i))).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesWhatKerasComputes(Catalog.Case c) throws KerasFileException {
        Assumptions.assumeTrue(isKnown(c), () -> c + ": the layer is not here yet");
        Assumptions.assumeFalse(c.about().path("training").asBoolean(), () -> c + ": of a training step");
        // Keras 3.15 returns the image uncropped at inference, which is neither what it documents nor the shape that it states.
        Assumptions.assumeFalse(c.name().equals("augmentation RandomCrop"), () -> c + ": of another shape in Keras");
        try (Model model = model(c, layer(c), false)) {
            Tensor output = model.predict(inputs(c)).getFirst();
            int[] shape = c.array("y").shape();
            assertThat(output.sampleShape().toArray()).isEqualTo(Arrays.copyOfRange(shape, 1, shape.length));
            close(output.values(), c.values("y"), c + ": output");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenAsKerasWroteIt(Catalog.Case c) throws KerasFileException {
        Assumptions.assumeTrue(isKnown(c), () -> c + ": the layer is not here yet");
        Layer layer = layer(c);
        Layer again = LayerReader.read(JsonMapper.shared()
                .valueToTree(LayerFormats.of(layer).write(layer, layer.name(), true)));
        assertThat(again).isEqualTo(layer);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasKerasGradients(Catalog.Case c) throws KerasFileException {
        Assumptions.assumeTrue(isKnown(c), () -> c + ": the layer is not here yet");
        Assumptions.assumeTrue(c.has("r"), () -> c + ": no gradients");
        String className = c.about().path("layer").path("class_name").asString();
        boolean training = c.about().path("training").asBoolean();
        Assumptions.assumeTrue(
                training || !OTHER_IN_TRAINING.contains(className), () -> c + ": other gradients in training");
        Layer layer = layer(c);
        try (Graph model = model(c, layer, true)) {
            model.compile(new SGD(RATE * SAMPLES), new Projection());
            int[] shape = c.array("r").shape();
            int size = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
            Tensor target = new Tensor(SAMPLES, Shape.of(size), c.values("r"));
            List<float[]> before = model.weights(layer).stream().map(w -> model.weight(layer, w)).toList();
            model.fit(
                    new Dataset(inputs(c), List.of(new FloatSamples(target)), List.of()),
                    FitOptions.epochs(1).batch(SAMPLES).shuffle(false));
            checkWeights(c, model, layer, before);
        }
        if (!training) {
            checkInputGradients(c, layer);
        }
    }

    private static void checkWeights(Catalog.Case c, Model model, Layer layer, List<float[]> before) {
        List<Weight> weights = model.weights(layer);
        int trainable = 0;
        for (int w = 0; w < weights.size(); w++) {
            float[] after = model.weight(layer, weights.get(w));
            if (weights.get(w).trainable()) {
                float[] gradient = new float[after.length];
                for (int i = 0; i < after.length; i++) {
                    gradient[i] = (float) ((before.get(w)[i] - (double) after[i]) / RATE);
                }
                close(gradient, c.values("dw" + trainable), c + ": gradient of " + weights.get(w).name());
                trainable++;
            } else if (c.has("after" + w)) {
                close(after, c.values("after" + w), c + ": " + weights.get(w).name() + " after the step");
            }
        }
    }

    /** Sample by sample, since a weight's gradient is the sum over the batch. */
    private static void checkInputGradients(Catalog.Case c, Layer layer) {
        for (int s = 0; s < SAMPLES; s++) {
            try (Graph model = model(c, layer, true)) {
                model.compile(new SGD(RATE), new Projection());
                List<Samples> inputs = new ArrayList<>();
                for (Samples all : inputs(c)) {
                    float[] sample = new float[all.shape().size()];
                    all.read(s, sample, 0);
                    inputs.add(new FloatSamples(new Tensor(1, all.shape(), sample)));
                }
                float[] r = c.values("r");
                int size = r.length / SAMPLES;
                Tensor target = new Tensor(1, Shape.of(size), Arrays.copyOfRange(r, s * size, (s + 1) * size));
                model.fit(
                        new Dataset(inputs, List.of(new FloatSamples(target)), List.of()),
                        FitOptions.epochs(1).batch(1).shuffle(false));
                int input = 0;
                for (Layer shift : model.layers()) {
                    if (shift instanceof Shift) {
                        float[] gradient = model.weight(shift, model.weights(shift).getFirst());
                        for (int i = 0; i < gradient.length; i++) {
                            gradient[i] /= (float) -RATE;
                        }
                        float[] all = c.values("dx" + input);
                        int count = all.length / SAMPLES;
                        close(
                                gradient, Arrays.copyOfRange(all, s * count, (s + 1) * count),
                                c + ": gradient of input " + input + ", sample " + s);
                        input++;
                    }
                }
            }
        }
    }
}
