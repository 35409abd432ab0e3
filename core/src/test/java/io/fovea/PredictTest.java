package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** Predicting: the same numbers however many samples and threads, after weights have changed, and with nothing allocated. */
class PredictTest {
    private static final Shape PICTURE = Shape.of(18, 17, 3);

    private static Model model() {
        return Sequential.of(
                Input.of(18, 17, 3), Conv2D.of(20, 3).padding(SAME).activation(RELU), Conv2D.of(16, 3).padding(SAME),
                BatchNormalization.of(), Activation.of(RELU), MaxPooling2D.of(2), Conv2D.of(70, 3).activation(RELU),
                Flatten.of(), Dense.of(5).activation(SOFTMAX));
    }

    private static float[] pictures(int count) {
        return new RandomNormal(0, 1).values(Shape.of(count, PICTURE.size()), 3);
    }

    private static FloatSamples samples(int count) {
        return new FloatSamples(new Tensor(count, PICTURE, pictures(count)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void eachSampleAloneAndAllTogetherGiveTheSameBits(int threads) {
        try (Model model = model()) {
            model.threads(threads);
            float[][] expected = model.predict(samples(130));
            float[] all = new float[130 * 5];
            model.predict(pictures(130), all);
            float[] one = new float[5];
            float[] picture = new float[PICTURE.size()];
            for (int s = 0; s < 130; s++) {
                System.arraycopy(pictures(130), s * picture.length, picture, 0, picture.length);
                model.predict(picture, one);
                assertThat(one).as("sample %d alone", s).isEqualTo(expected[s]);
                System.arraycopy(all, s * 5, one, 0, 5);
                assertThat(one).as("sample %d of all", s).isEqualTo(expected[s]);
            }
        }
    }

    @Test
    void manyThreadsMayAskOneModel() throws Exception {
        try (Model model = model(); ExecutorService threads = Executors.newFixedThreadPool(6)) {
            float[][] expected = model.predict(samples(20));
            List<Callable<float[][]>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(() -> model.predict(samples(20)));
            }
            for (Future<float[][]> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isDeepEqualTo(expected);
            }
        }
    }

    /** A kept plan holds other forms of the weights, which must follow the weights. */
    @Test
    void followsTheWeights() {
        try (Model model = model(); Model fresh = model()) {
            model.predict(samples(3));
            model.predict(samples(1));
            model.compile(new SGD(0.05), new SparseCategoricalCrossentropy());
            model.fit(
                    new Dataset(List.of(samples(8)), List.of(new Labels(new int[]{0, 1, 2, 3, 4, 0, 1, 2})), List.of()),
                    FitOptions.epochs(2).batch(4));
            fresh.setWeights(model.weights());
            assertThat(model.predict(samples(3))).isDeepEqualTo(fresh.predict(samples(3)));
            assertThat(model.predict(samples(1))).isDeepEqualTo(fresh.predict(samples(1)));
            model.initialize(7);
            fresh.initialize(7);
            assertThat(model.predict(samples(3))).isDeepEqualTo(fresh.predict(samples(3)));
        }
    }

    /** A normalization that something else sees the input of can't be folded into the convolution; one that nothing does is. */
    @Test
    void aFoldedNormalizationGivesWhatAPlainOneGives() {
        Node in = Input.of(18, 17, 3).apply();
        Node convolution = Conv2D.of(20, 3).padding(SAME).apply(in);
        Node normalized = BatchNormalization.of().apply(convolution);
        Node out = GlobalAveragePooling2D.of().apply(Activation.of(RELU).apply(normalized));
        try (Model folded = Graph.of(in, out); Model plain = Graph.of(List.of(in), List.of(out, convolution))) {
            List<float[]> weights = randomWeights(folded);
            folded.setWeights(weights);
            plain.setWeights(weights);
            // Sums of 27 products near 1, of values up to 30.
            predictTheSame(folded, plain, 3e-5f);
        }
    }

    /**
     * A folded normalization gives what its definition says, with a mean far from 0 and a variance far from 1: for a direct
     * convolution, Winograd's, and one of a small image, with and without a bias.
     */
    @ParameterizedTest
    @CsvSource({"7, 9, 2, true", "18, 17, 3, true", "18, 17, 3, false", "3, 3, 3, true"})
    void aFoldedNormalizationDoesWhatItsDefinitionSays(int height, int width, int kernel, boolean bias) {
        Conv2D convolution = Conv2D.of(20, kernel).padding(SAME).useBias(bias);
        BatchNormalization normalization = BatchNormalization.of();
        Shape shape = Shape.of(height, width, 3);
        Samples samples = new FloatSamples(
                new Tensor(2, shape, new RandomNormal(0, 1).values(Shape.of(2, shape.size()), 3)));
        try (Model folded = Sequential.of(Input.of(height, width, 3), convolution, normalization);
                Model plain = Sequential.of(Input.of(height, width, 3), convolution)) {
            plain.initialize(4);
            if (bias) {
                List<float[]> weights = plain.weights();
                plain.setWeights(List.of(weights.getFirst(), new RandomNormal(2, 1).values(Shape.of(20), 5)));
            }
            List<float[]> statistics = List.of(
                    new RandomNormal(1.5, 0.5).values(Shape.of(20), 6), new RandomNormal(-3, 1).values(Shape.of(20), 7),
                    new RandomNormal(8, 4).values(Shape.of(20), 8),
                    squares(new RandomNormal(5, 1).values(Shape.of(20), 9)));
            List<float[]> all = new ArrayList<>(plain.weights());
            all.addAll(statistics);
            folded.setWeights(all);
            assertThat(folded.inferenceStages(2)).noneMatch(stage -> stage.contains("batch_normalization"));

            float[][] outputs = plain.predict(samples);
            float[][] actual = folded.predict(samples);

            for (int s = 0; s < outputs.length; s++) {
                for (int i = 0; i < outputs[s].length; i++) {
                    int c = i % 20;
                    double deviation = Math.sqrt(statistics.get(3)[c] + normalization.epsilon());
                    double expected = (outputs[s][i] - statistics.get(2)[c]) / deviation * statistics.get(0)[c]
                            + statistics.get(1)[c];
                    // Sums of 27 products near 1 and of a shift near 5, rounded to float32 in both models.
                    assertThat((double) actual[s][i]).as("sample %d, element %d", s, i)
                            .isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    private static float[] squares(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= values[i];
        }
        return values;
    }

    /** Weights near 1 in place of a model's own: those of a fresh normalization would change nothing. */
    private static List<float[]> randomWeights(Model model) {
        List<float[]> weights = new ArrayList<>();
        for (float[] values : model.weights()) {
            weights.add(new RandomNormal(1, 0.3).values(Shape.of(values.length), weights.size()));
        }
        return weights;
    }

    /** The only output of one model is the first of the other, but for rounding. */
    private static void predictTheSame(Model model, Model other, float tolerance) {
        float[][] actual = model.predict(samples(4));
        Tensor expected = other.predict(List.of(samples(4))).getFirst();
        for (int s = 0; s < actual.length; s++) {
            for (int c = 0; c < actual[s].length; c++) {
                assertThat(actual[s][c]).isCloseTo(expected.sample(s)[c], within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 70})
    void allocatesNothingOnceWarm(int count) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] pictures = pictures(count);
        float[] outputs = new float[count * 5];
        try (Model model = model()) {
            long least = Long.MAX_VALUE;
            for (long start = System.nanoTime(); least > 0 && System.nanoTime() - start < 20e9;) {
                long before = bean.getCurrentThreadAllocatedBytes();
                for (int call = 0; call < 10; call++) {
                    model.predict(pictures, outputs);
                }
                least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes allocated by 10 calls").isZero();
        }
    }

    @Test
    void refusesArraysThatDontFit() {
        try (Model model = model()) {
            assertThatThrownBy(() -> model.predict(new float[1000], new float[5]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a sample has 918 numbers and its output 5, but got 1000");
            assertThatThrownBy(() -> model.predict(new float[918], new float[4]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A convolution that a normalization is folded into computes the pooling behind that as well; one whose output is asked for does not. */
    @Test
    void foldsAndPoolsAtOnce() {
        Node in = Input.of(18, 17, 3).apply();
        Node convolution = Conv2D.of(20, 3).padding(SAME).apply(Conv2D.of(20, 3, 2).apply(in));
        Node out = MaxPooling2D.of(2).apply(Activation.of(RELU).apply(BatchNormalization.of().apply(convolution)));
        Node plainOut = GlobalAveragePooling2D.of().apply(out);
        try (Model joined = Graph.of(in, plainOut);
                Model plain = Graph.of(List.of(in), List.of(plainOut, convolution))) {
            assertThat(joined.inferenceStages(4))
                    .anyMatch(stage -> stage.contains("conv2d_1 (winograd) and max_pooling2d"));
            assertThat(plain.inferenceStages(4)).noneMatch(stage -> stage.contains(" and max_pooling2d"));
            plain.setWeights(joined.weights());
            // Values near 1, by Winograd's method: three times the rounding errors of the definition.
            predictTheSame(joined, plain, 1e-5f);
        }
    }

    /** A convolution that is used twice has a form of its weights for each normalization that is folded into them. */
    @Test
    void eachNormalizationIsFoldedForItself() {
        Conv2D common = Conv2D.of(20, 3);
        try (Model shared = folded(common, common); Model apart = folded(Conv2D.of(20, 3), Conv2D.of(20, 3))) {
            List<float[]> weights = randomWeights(shared);
            shared.setWeights(weights);
            // The kernel and the bias once more, behind the four weights of the first normalization.
            weights.addAll(6, weights.subList(0, 2));
            apart.setWeights(weights);
            assertThat(shared.predict(samples(4))).isDeepEqualTo(apart.predict(samples(4)));
        }
    }

    private static Model folded(Conv2D first, Conv2D second) {
        Node in = Input.of(18, 17, 3).apply();
        Node x = BatchNormalization.of().apply(first.apply(in));
        Node y = BatchNormalization.of().apply(second.apply(in));
        return Graph.of(in, GlobalAveragePooling2D.of().apply(Add.of().apply(x, y)));
    }
}
