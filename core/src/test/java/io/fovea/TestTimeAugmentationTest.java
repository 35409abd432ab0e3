package io.fovea;

import static io.fovea.TestTimeAugmentation.Mean.ARITHMETIC;
import static io.fovea.TestTimeAugmentation.Mean.GEOMETRIC;
import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.TestTimeAugmentation.Mean;
import io.fovea.TestTimeAugmentation.View;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Activation;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.Metric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.SGD;
import io.fovea.regularizers.L2;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.OutputSpec;

/** Averages over views: of outputs, and loss and metrics of these. */
class TestTimeAugmentationTest {
    private static final int COUNT = 70;
    private static final TestTimeAugmentation SIX = TestTimeAugmentation.flipsAndShifts(1);

    private static FloatSamples images() {
        return new FloatSamples(
                new Tensor(COUNT, Small.SHAPE, new RandomNormal(0, 1).values(Shape.of(COUNT, Small.SHAPE.size()), 3)));
    }

    private static Dataset data() {
        int[] labels = new int[COUNT];
        Arrays.setAll(labels, i -> i * 7 % 4);
        return Dataset.of(images(), new Labels(labels));
    }

    /** Pixel {@code [y, x]} of the view is pixel {@code [rows(y), columns(x)]} of the image. */
    private static FloatSamples rearranged(int[] rows, int[] columns) {
        float[] values = new float[COUNT * Small.SHAPE.size()];
        for (int i = 0; i < values.length; i++) {
            int y = i / 18 % 6;
            int x = i / 3 % 6;
            values[i] = images().tensor().values()[i + (rows[y] - y) * 18 + (columns[x] - x) * 3];
        }
        return new FloatSamples(new Tensor(COUNT, Small.SHAPE, values));
    }

    @Test
    void sixViewsCountOneHalfUnshiftedAndOneHalfShifted() {
        int[] same = {0, 1, 2, 3, 4, 5};
        int[] back = {5, 4, 3, 2, 1, 0};
        int[] up = {1, 2, 3, 4, 5, 4};
        int[] upBack = {4, 5, 4, 3, 2, 1};
        int[] down = {1, 0, 1, 2, 3, 4};
        int[] downBack = {4, 3, 2, 1, 0, 1};
        try (Model model = Small.model()) {
            float[][] plain = model.predict(rearranged(same, same));
            float[][] mirrored = model.predict(rearranged(same, back));
            float[][][] shifted = {
                model.predict(rearranged(up, up)), model.predict(rearranged(up, upBack)),
                model.predict(rearranged(down, down)), model.predict(rearranged(down, downBack))};
            float[][] six = model.predict(images(), SIX);
            float[][] two = model.predict(images(), TestTimeAugmentation.flips());
            int differing = 0;
            for (int s = 0; s < COUNT; s++) {
                for (int k = 0; k < 4; k++) {
                    double unshifted = ((double) plain[s][k] + mirrored[s][k]) / 2;
                    double moved = 0;
                    for (float[][] view : shifted) {
                        moved += view[s][k] / 4.0;
                    }
                    assertThat(two[s][k]).isEqualTo((float) unshifted);
                    // One rounding to float and a sum in double precision.
                    assertThat((double) six[s][k]).isCloseTo((unshifted + moved) / 2, within(1e-7));
                    differing += Math.abs(moved - unshifted) > 1e-3 ? 1 : 0;
                }
            }
            assertThat(differing).isGreaterThan(COUNT);
        }
    }

    @Test
    void weightsNeedNotSumToOne() {
        View plain = new View(false, 0, 0, 3);
        View mirrored = new View(true, 0, 0, 1);
        try (Model model = Small.model()) {
            float[] alone = model.predict(images())[5];
            float[] flipped = model.predict(images(), new TestTimeAugmentation(List.of(mirrored), ARITHMETIC))[5];
            float[] both = model.predict(images(), new TestTimeAugmentation(List.of(plain, mirrored), ARITHMETIC))[5];
            for (int k = 0; k < 4; k++) {
                assertThat(both[k]).isEqualTo((float) ((3.0 * alone[k] + flipped[k]) / 4));
            }
        }
    }

    @Test
    void theGeometricMeanIsTheSoftmaxOfTheMeanOfLogits() {
        Node in = Input.of(6, 6, 3).apply();
        Node logits = Dense.of(4).apply(Flatten.of().apply(Conv2D.of(8, 3).apply(in)));
        Node probabilities = Activation.of(SOFTMAX).apply(logits);
        try (Model whole = Graph.of(List.of(in), List.of(probabilities, logits));
                Model softmax = Sequential.of(Input.of(4), Activation.of(SOFTMAX))) {
            List<Tensor> geometric = whole.predict(List.of(images()), SIX);
            float[][] expected = softmax.predict(new FloatSamples(geometric.get(1)));
            try (Model alone = Graph.of(in, probabilities)) {
                float[][] found = alone.predict(images(), SIX.mean(GEOMETRIC));
                for (int s = 0; s < COUNT; s++) {
                    // Two roundings of a softmax in float32.
                    assertThat(found[s]).containsExactly(expected[s], within(5e-7f));
                }
                assertThat(found[0]).isNotEqualTo(alone.predict(images(), SIX)[0]);
            }
        }
    }

    @Test
    void aProbabilityOfZeroInOneViewIsNoNaNInTheMean() {
        try (Model model = Sequential.of(Input.of(1, 2, 1), Flatten.of())) {
            FloatSamples one = new FloatSamples(new Tensor(1, Shape.of(1, 2, 1), new float[]{1, 0}));
            float[] certain = model.predict(one, new TestTimeAugmentation(
                    List.of(new View(false, 0, 0, 1)), GEOMETRIC))[0];
            assertThat(certain[0]).isEqualTo(1);
            assertThat(certain[1]).isBetween(0f, 1e-37f);
            assertThat(model.predict(one, TestTimeAugmentation.flips().mean(GEOMETRIC))[0]).containsExactly(0.5f, 0.5f);
        }
    }

    @Test
    void classesAreThoseOfTheMean() {
        try (Model model = Small.model()) {
            float[][] outputs = model.predict(images(), SIX);
            int[] classes = model.predictClasses(images(), SIX);
            for (int s = 0; s < COUNT; s++) {
                assertThat(classes[s]).isEqualTo(Metric.argmax(outputs[s]));
            }
            assertThat(classes).isNotEqualTo(model.predictClasses(images()));
        }
    }

    @Test
    void evaluatesTheMeanOfTheOutputs() {
        float[] weights = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            weights[i] = i % 3;
        }
        for (Mean mean : Mean.values()) {
            try (Model model = Small.model()) {
                model.compile(new SGD(0.1), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
                float[][] outputs = model.predict(images(), SIX.mean(mean));
                double loss = 0;
                double hits = 0;
                for (int s = 0; s < COUNT; s++) {
                    loss -= weights[s] * Math.log(outputs[s][s * 7 % 4]) / COUNT;
                    hits += Metric.argmax(outputs[s]) == s * 7 % 4 ? 1.0 / COUNT : 0;
                }
                Evaluation evaluation = model.evaluate(data().sampleWeights(weights), SIX.mean(mean));
                // Logarithms of float32 numbers that the loss divides by their sum.
                assertThat(evaluation.loss()).isCloseTo(loss, within(1e-6));
                assertThat(evaluation.get("sparse_categorical_accuracy")).isCloseTo(hits, within(1e-12));
                assertThat(evaluation.loss()).isNotCloseTo(
                        model.evaluate(data().sampleWeights(weights)).loss(), within(1e-4));
            }
        }
    }

    @Test
    void oneUnchangedViewIsAnEvaluationWithPenaltiesAndAllOutputs() {
        Node in = Input.of(6, 6, 3).apply();
        Node side = Input.of(3).apply();
        Node features = Concatenate.of().apply(
                Flatten.of().apply(Conv2D.of(8, 3).kernelRegularizer(new L2(0.1)).apply(in)), side);
        Node classes = Dense.of(4).activation(SOFTMAX).named("classes").apply(features);
        Node number = Dense.of(1).named("number").apply(features);
        try (Model model = Graph.of(List.of(in, side), List.of(classes, number))) {
            model.compile(
                    new SGD(0.1),
                    OutputSpec.of("classes", new SparseCategoricalCrossentropy())
                            .metrics(new SparseCategoricalAccuracy()),
                    OutputSpec.of("number", new MeanSquaredError()).weight(0.25));
            Dataset data = new Dataset(
                    List.of(images(), Small.vectors(COUNT, 3)),
                    List.of(data().labels(), Small.vectors(COUNT, 1)), List.of());
            Evaluation expected = model.evaluate(data);
            Evaluation found = model.evaluate(data, new TestTimeAugmentation(
                    List.of(new View(false, 0, 0, 1)), ARITHMETIC));
            assertThat(found.logs().keySet()).containsExactlyElementsOf(expected.logs().keySet());
            // The loss of a softmax is computed from its logits where there are some.
            expected.logs()
                    .forEach((name, value) -> assertThat(found.get(name)).as(name).isCloseTo(value, within(1e-6)));
            assertThat(model.evaluate(data, SIX).get("number_loss")).isNotCloseTo(expected.get("number_loss"),
                    within(1e-4));
        }
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        float[][][] outputs = new float[2][][];
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++) {
            try (Model model = Small.compiled()) {
                model.threads(1 + 2 * i);
                outputs[i] = model.predict(images(), SIX.mean(GEOMETRIC));
                losses[i] = model.evaluate(data(), SIX).loss();
            }
        }
        assertThat(outputs[0]).isDeepEqualTo(outputs[1]);
        assertThat(losses[0]).isEqualTo(losses[1]);
    }

    @Test
    void refusesModelsThatHaveNoViews() {
        FloatSamples vectors = new FloatSamples(new Tensor(1, Shape.of(3), new float[3]));
        try (Model model = Sequential.of(Input.of(3), Dense.of(2))) {
            refuses(model, vectors, SIX,
                    "test-time augmentation is for images [height, width, channels], but the model's "
                            + "inputs have the shapes [[3]]");
        }
        try (Model model = Sequential.of(Input.of(6, 6, 3), Conv2D.of(2, 3))) {
            refuses(model, images(), SIX,
                    "test-time augmentation averages one vector for each image, but the model has an "
                            + "output of shape [4, 4, 2], whose positions move with the image");
        }
        try (Model model = Sequential.of(Input.of(6, 6, 3), Flatten.of(), Dense.of(2).activation(SIGMOID))) {
            assertThatThrownBy(() -> model.predict(images(), SIX.mean(GEOMETRIC)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(
                            "the geometric mean is of probabilities, which are 0 or more and sum to 1, but the "
                                    + "output for sample 0 sums to .*; use the arithmetic mean");
        }
        try (Model model = Sequential.of(Input.of(6, 6, 3), Flatten.of())) {
            assertThatThrownBy(() -> model.predict(images(), SIX.mean(GEOMETRIC)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the output for sample 0 has a negative number");
            refuses(model, images(), TestTimeAugmentation.flipsAndShifts(6),
                    "a view shifts images by fewer pixels than they have, which is 6 x 6, but got -6 and -6");
            refuses(model, vectors, SIX, "the model expects samples of shape [6, 6, 3], but the data have [3]");
        }
    }

    private static void refuses(Model model, Samples samples, TestTimeAugmentation views, String message) {
        assertThatThrownBy(() -> model.predict(samples, views)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesDataThatDoNotFitBeforeItPredicts() {
        try (Model model = Small.model()) {
            model.compile(new SGD(0.1), new CategoricalCrossentropy());
            Dataset unread = Dataset.of(
                    Small.reading(images(), () -> {
                        throw new IllegalStateException("read");
                    }), data().labels());
            assertThatThrownBy(() -> model.evaluate(unread, SIX)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("categorical_crossentropy");
        }
    }

    @Test
    void refusesViewsThatAreNone() {
        List<View> none = List.of();
        assertThatThrownBy(() -> new TestTimeAugmentation(none, ARITHMETIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TestTimeAugmentation: views is one view or more, but got []");
        assertThatThrownBy(() -> TestTimeAugmentation.flipsAndShifts(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TestTimeAugmentation: pixels is 1 or more, but got 0");
        for (double weight : new double[]{0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new View(false, 0, 0, weight)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("weight is a finite float32 number greater than 0");
        }
    }
}
