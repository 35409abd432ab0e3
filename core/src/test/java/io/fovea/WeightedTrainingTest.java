package io.fovea;

import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.activations.Activations.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.losses.BinaryCrossentropy;
import io.fovea.losses.Dice;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.Reduction;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.AUC;
import io.fovea.metrics.BinaryAccuracy;
import io.fovea.metrics.LossMetric;
import io.fovea.metrics.Precision;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.ClassWeights;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.OutputSpec;
import io.fovea.training.Training;

/** Losses and metrics by output, with weights of outputs, samples and classes. */
class WeightedTrainingTest {
    private static final int SAMPLES = 23;

    @TempDir
    Path folder;

    private static FloatSamples noise(long seed, int... shape) {
        Shape of = Shape.of(shape);
        return new FloatSamples(
                new Tensor(SAMPLES, of, new RandomNormal(0, 1).values(Shape.of(SAMPLES, of.size()), seed)));
    }

    private static Samples masks() {
        Tensor values = new Tensor(SAMPLES, Shape.of(5, 4, 3), new RandomNormal(0, 1)
                .values(Shape.of(SAMPLES, 60), 9));
        float[] bits = new float[SAMPLES * 60];
        for (int s = 0; s < SAMPLES; s++) {
            for (int k = 0; k < 60; k++) {
                bits[s * 60 + k] = values.sample(s)[k] > 0 ? 1 : 0;
            }
        }
        return new FloatSamples(new Tensor(SAMPLES, Shape.of(5, 4, 3), bits));
    }

    private static Labels labels() {
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = i % 7 == 0 ? 2 : i % 2;
        }
        return new Labels(labels);
    }

    private static float[] weights() {
        float[] weights = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            weights[i] = i % 4 / 2f;
        }
        return weights;
    }

    /** Three outputs: masks with a loss of the batch, images of probabilities, classes. */
    private static Graph model() {
        Node in = Input.of(5, 4, 2).apply();
        Node x = Conv2D.of(6, 3).padding(Padding.SAME).activation(TANH).apply(in);
        Node area = Conv2D.of(3, 1).activation(SIGMOID).named("area").apply(x);
        Node mask = Conv2D.of(3, 1).activation(SIGMOID).named("mask").apply(x);
        Node kind = Dense.of(3).activation(SOFTMAX).named("kind").apply(Flatten.of().apply(x));
        return Graph.of(List.of(in), List.of(area, mask, kind));
    }

    private static void compile(Model model) {
        model.compile(new Adam(0.01), OutputSpec.of("kind", new SparseCategoricalCrossentropy()).weight(0.3)
                .metrics(new SparseCategoricalAccuracy()).weightedMetrics(new SparseCategoricalAccuracy()),
                OutputSpec.of("area", new Dice()),
                OutputSpec.of("mask", new BinaryCrossentropy()).weight(2)
                        .metrics(new AUC(), new Precision(), new BinaryAccuracy()));
    }

    private static Dataset data() {
        return new Dataset(List.of(noise(1, 5, 4, 2)), List.of(masks(), masks(), labels()), List.of())
                .sampleWeights(weights());
    }

    @Test
    void figuresByOutput() {
        try (Model model = model()) {
            compile(model);
            Map<String, Double> logs = model.evaluate(data()).logs();
            assertThat(logs.keySet()).containsExactly(
                    "loss", "area_loss", "mask_loss", "mask_auc", "mask_precision", "mask_binary_accuracy", "kind_loss",
                    "kind_sparse_categorical_accuracy", "kind_sparse_categorical_accuracy_1");
            assertThat(logs.get("loss")).isCloseTo(
                    logs.get("area_loss") + 2 * logs.get("mask_loss") + 0.3 * logs.get("kind_loss"), within(1e-12));
        }
    }

    private static List<Object> train(int threads) {
        try (Model model = model()) {
            model.threads(threads);
            compile(model);
            History history = model.fit(data(), FitOptions.epochs(2).batch(10).validation(data()));
            List<Object> bits = new ArrayList<>(history.epochs().stream().map(History.Epoch::logs).toList());
            model.weights().forEach(w -> bits.add(Arrays.hashCode(w)));
            return bits;
        }
    }

    @Test
    void theSameBitsAtAnyNumberOfThreads() {
        List<Object> one = train(1);
        assertThat(train(2)).isEqualTo(one);
        assertThat(train(3)).isEqualTo(one);
    }

    /** The sums of the metrics are in the checkpoint of a batch in the middle of an epoch. */
    @Test
    void metricsSurviveAStopAndAResume() {
        FitOptions options = FitOptions.epochs(2).batch(4).validation(data());
        Checkpoints checkpoints = Checkpoints.in(folder).every(Duration.ZERO);
        try (Model whole = model(); Model first = model(); Model second = model()) {
            List.of(whole, first, second).forEach(WeightedTrainingTest::compile);
            History expected = whole.fit(data(), options);
            first.fit(data(), options.checkpoints(checkpoints).callback(new Callback() {
                @Override
                public void onBatchEnd(Training training) {
                    if (training.epoch() == 2 && training.batch() == 3) {
                        training.stop();
                    }
                }
            }));
            History resumed = second.fit(data(), options.checkpoints(checkpoints.resume()));
            assertThat(resumed.epochs().stream().map(History.Epoch::logs).toList())
                    .isEqualTo(expected.epochs().stream().map(History.Epoch::logs).toList());
            assertThat(second.weights()).usingRecursiveComparison().isEqualTo(whole.weights());
        }
    }

    private static Model classifier() {
        return Sequential.of(Input.of(4), Dense.of(3).activation(SOFTMAX));
    }

    /** A sample that counts twice is a sample that is there twice, for the gradient's direction. */
    @Test
    void aWeightOfTwoIsASampleTwice() {
        Dataset once = Dataset.of(noise(3, 4), labels());
        float[] two = new float[SAMPLES];
        Arrays.fill(two, 2);
        try (Model plain = classifier(); Model heavy = classifier(); Model mean = classifier()) {
            plain.compile(new SGD(0.2), new SparseCategoricalCrossentropy());
            heavy.compile(new SGD(0.1), new SparseCategoricalCrossentropy());
            mean.compile(
                    new SGD(0.2), new SparseCategoricalCrossentropy().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT));
            double loss = plain.fit(once, FitOptions.epochs(1).batch(SAMPLES)).get("loss")[0];
            assertThat(heavy.fit(once.sampleWeights(two), FitOptions.epochs(1).batch(SAMPLES)).get("loss")[0])
                    .isCloseTo(2 * loss, within(1e-12));
            assertThat(mean.fit(once.sampleWeights(two), FitOptions.epochs(1).batch(SAMPLES)).get("loss")[0])
                    .isCloseTo(loss, within(1e-12));
            for (Model other : List.of(heavy, mean)) {
                for (int w = 0; w < 2; w++) {
                    assertThat(other.weights().get(w)).containsExactly(plain.weights().get(w), within(1e-6f));
                }
            }
        }
    }

    @Test
    void weightsOfClassesAreWeightsOfTheirSamples() {
        Dataset data = Dataset.of(noise(3, 4), labels());
        Map<Integer, Double> balanced = ClassWeights.balanced(data);
        assertThat(balanced).hasSize(3);
        float[] own = new float[SAMPLES];
        double sum = 0;
        float[] label = new float[1];
        for (int i = 0; i < SAMPLES; i++) {
            labels().read(i, label, 0);
            own[i] = balanced.get((int) label[0]).floatValue();
            sum += own[i];
        }
        assertThat(sum).isCloseTo(SAMPLES, within(1e-4));
        try (Model byClass = classifier(); Model bySample = classifier()) {
            for (Model model : List.of(byClass, bySample)) {
                model.compile(new SGD(0.1), new SparseCategoricalCrossentropy());
            }
            double first = byClass.fit(data, FitOptions.epochs(2).batch(8).classWeights(balanced)).get("loss")[1];
            double second = bySample.fit(data.sampleWeights(own), FitOptions.epochs(2).batch(8)).get("loss")[1];
            assertThat(first).isCloseTo(second, within(1e-6));
        }
    }

    /** A sigmoid of 30 is 1 in float32: from there, the loss could only be that of a clipped probability. */
    @Test
    void binaryCrossEntropyAfterASigmoidIsOfItsInput() {
        try (Model model = Sequential.of(Input.of(1), Dense.of(1).activation(SIGMOID))) {
            model.setWeights(List.of(new float[]{30}, new float[1]));
            model.compile(new SGD(1), new BinaryCrossentropy(), new BinaryAccuracy());
            Dataset wrong = Dataset.of(
                    new FloatSamples(new Tensor(1, Shape.of(1), new float[]{1})),
                    new FloatSamples(new Tensor(1, Shape.of(1), new float[]{0})));
            assertThat(model.evaluate(wrong).loss()).isCloseTo(30, within(1e-6));
            History history = model.fit(wrong, FitOptions.epochs(1));
            assertThat(history.get("loss")[0]).isCloseTo(30, within(1e-6));
            assertThat(history.get("binary_accuracy")[0]).isZero();
            assertThat(model.weights().getFirst()[0]).isEqualTo(29);
            assertThat(model.predict(wrong.images())[0][0]).isEqualTo(1);
        }
    }

    @Test
    void samplesOfAnIgnoredClassDoNotCount() {
        int[] some = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            some[i] = i % 2 == 0 ? i % 3 : 255;
        }
        Dataset all = Dataset.of(noise(3, 4), new Labels(some));
        try (Model model = classifier()) {
            model.compile(
                    new SGD(0.1), new SparseCategoricalCrossentropy(false, Optional.of(255)));
            double loss = model.evaluate(all).loss();
            double sum = 0;
            float[][] p = model.predict(all.images());
            for (int i = 0; i < SAMPLES; i += 2) {
                sum -= Math.log(p[i][some[i]]);
            }
            assertThat(loss).isCloseTo(sum / 12, within(1e-6));
        }
    }

    @Test
    void refusals() {
        try (Model model = model()) {
            OutputSpec area = OutputSpec.of("area", new Dice());
            assertThatThrownBy(() -> model.compile(new Adam(), area, area, area))
                    .hasMessageContaining("the output area needs one OutputSpec, but got 3");
            assertThatThrownBy(() -> model.compile(
                    new Adam(), area, OutputSpec.of("mask", new MeanSquaredError()),
                    OutputSpec.of("kind", new SparseCategoricalCrossentropy()), OutputSpec.of("other", new Dice())))
                    .hasMessageContaining("other");
            assertThatThrownBy(() -> model.compile(
                    new Adam(), area, OutputSpec.of("mask", new MeanSquaredError()),
                    OutputSpec.of("kind", new SparseCategoricalCrossentropy()).metrics(new Precision())))
                    .hasMessageContaining("the metric precision can't be taken of the output kind");
            model.compile(
                    new Adam(), List.of(new Dice(), new MeanSquaredError(), new SparseCategoricalCrossentropy()),
                    List.of(new SparseCategoricalAccuracy(), new LossMetric(new MeanSquaredError())));
            assertThat(model.outputSpecs().get(0).metrics()).hasSize(1);
            assertThatThrownBy(() -> data().sampleWeights(new float[1])).hasMessageContaining("1 weights");
            assertThatThrownBy(() -> ClassWeights.balanced(data())).hasMessageContaining("one target");
        }
    }
}
