package io.fovea.loop;

import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.MeanMetric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

class TrainerTest {
    private static final double LN2 = Math.log(2);

    private final Model model = Sequential.of(Input.of(1), Dense.of(2).activation(SOFTMAX));
    private final List<String> seen = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    private static Dataset data(int samples) {
        float[] values = new float[samples];
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = i;
            labels[i] = i % 3 == 0 ? 1 : 0;
        }
        return Dataset.of(new FloatSamples(new Tensor(samples, Shape.of(1), values)), new Labels(labels));
    }

    private void compile(double rate) {
        model.compile(new SGD(rate), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
    }

    /** What a callback sees, at each of its moments, of 5 samples in batches of 2. */
    @Test
    void callbacksSeeWhereTheTrainingIs() {
        compile(0.1);
        model.fit(data(5), FitOptions.epochs(2).batch(2).validation(data(3)).callback(new Callback() {
            private void note(String moment, Training t) {
                seen.add("%s %d/%d %d/%d %d/%d".formatted(
                        moment, t.epoch(), t.epochs(), t.batch(), t.batches(), t.samplesDone(), t.samples()));
            }

            @Override
            public void onTrainBegin(Training training) {
                note("train", training);
                assertThat(training.loss()).isNaN();
                assertThat(training.logs()).isEmpty();
                assertThat(training.weightBytes()).isPositive();
                assertThat(training.memoryBytes()).isGreaterThan(training.weightBytes());
            }

            @Override
            public void onEpochBegin(Training training) {
                note("epoch", training);
                assertThat(training.history().epochs()).hasSize(training.epoch() - 1);
            }

            @Override
            public void onBatchEnd(Training training) {
                note("batch", training);
                assertThat(training.logs()).containsEntry("loss", training.loss())
                        .containsKey("sparse_categorical_accuracy");
            }

            @Override
            public void onValidationBegin(Training training) {
                note("validation", training);
            }

            @Override
            public void onEpochEnd(Training training) {
                note("end", training);
                assertThat(training.history().epochs()).hasSize(training.epoch());
            }

            @Override
            public void onTrainEnd(Training training) {
                note("over", training);
            }
        }));
        assertThat(seen).containsExactly(
                "train 1/2 0/3 0/5",
                "epoch 1/2 0/3 0/5", "batch 1/2 1/3 2/5", "batch 1/2 2/3 4/5", "batch 1/2 3/3 5/5",
                "validation 1/2 3/3 5/5", "end 1/2 3/3 5/5",
                "epoch 2/2 0/3 0/5", "batch 2/2 1/3 2/5", "batch 2/2 2/3 4/5", "batch 2/2 3/3 5/5",
                "validation 2/2 3/3 5/5", "end 2/2 3/3 5/5",
                "over 2/2 3/3 5/5");
    }

    /** With weights of zero each loss is ln 2 and class 0 is said: right for 2 of 3, more samples than fit one step. */
    @Test
    void anEvaluationIsTheMeanOverAllSamples() {
        compile(0.1);
        model.setWeights(List.of(new float[2], new float[2]));
        for (int samples : new int[]{1, 3, 63, 64, 65, 150}) {
            var result = model.evaluate(data(samples));
            assertThat(result.loss()).isCloseTo(LN2, within(1e-12));
            assertThat(result.logs().get("sparse_categorical_accuracy"))
                    .isCloseTo((double) (samples - Math.ceilDiv(samples, 3)) / samples, within(1e-12));
        }
    }

    /** A rate too small to change a weight: the epoch's mean is the evaluation's, though its last batch is not full. */
    @Test
    void anEpochsLogsAreTheMeanOverItsSamples() {
        compile(1e-20);
        model.initialize(3);
        double loss = model.evaluate(data(7)).loss();
        var history = model.fit(data(7), FitOptions.epochs(2).batch(3).validation(data(4)));
        // The order of the samples, and so of the sum, differs.
        assertThat(history.get("loss")[0]).isCloseTo(loss, within(1e-12));
        assertThat(history.get("loss")[1]).isCloseTo(loss, within(1e-12));
        assertThat(history.get("val_loss")[0]).isEqualTo(model.evaluate(data(4)).loss());
        assertThat(history.epochs().get(0).number()).isEqualTo(1);
        assertThat(history.epochs().get(1).number()).isEqualTo(2);
        assertThat(history.epochs().get(1).seconds()).isBetween(0.0, 600.0);
    }

    /** One step of plain descent by hand; the gradient of the bias is the mean of p - t, that of the kernel of x (p - t). */
    @Test
    void aStepGoesDownTheMeanGradient() {
        compile(0.5);
        model.setWeights(List.of(new float[2], new float[2]));
        model.fit(data(4), FitOptions.epochs(1).batch(4).shuffle(false));
        // Labels 1 0 0 1, inputs 0 1 2 3: p - t of class 0 is 0.5 -0.5 -0.5 0.5.
        assertThat(model.weights().get(1)).containsExactly(0, 0);
        assertThat(model.weights().get(0)).containsExactly(0, 0);
        model.fit(data(3), FitOptions.epochs(1).batch(3).shuffle(false));
        assertThat(model.weights().get(1)[0]).isCloseTo(0.5f * 0.5f / 3, within(1e-6f));
        assertThat(model.weights().get(0)[0]).isCloseTo(0.5f * 1.5f / 3, within(1e-6f));
    }

    @Test
    void weightsSetByACallbackAreUsed() {
        compile(1e-20);
        var history = model.fit(data(4), FitOptions.epochs(2).batch(4).callback(new Callback() {
            @Override
            public void onEpochBegin(Training training) {
                training.setWeights(training.epoch() == 1
                        ? List.of(new float[2], new float[2])
                        : List.of(new float[2], new float[]{50, 0}));
                assertThat(training.weights().get(1)[0]).isEqualTo(training.epoch() == 1 ? 0 : 50);
            }
        }));
        assertThat(history.get("loss")[0]).isCloseTo(LN2, within(1e-12));
        assertThat(history.get("loss")[1]).isCloseTo(25, within(1e-6));
    }

    /** A metric is asked once a sample, in the order of the training: its target says which sample that was. */
    private static final class Recorder implements MeanMetric {
        private final List<Integer> targets = new ArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public double value(float[] output, float[] target) {
            targets.add((int) target[0]);
            return 0;
        }
    }

    private List<Integer> order(FitOptions options) {
        Recorder recorder = new Recorder();
        int classes = 10;
        try (Model wide = Sequential.of(Input.of(1), Dense.of(classes).activation(SOFTMAX))) {
            wide.compile(new SGD(0.1), new SparseCategoricalCrossentropy(), recorder);
            int[] labels = new int[classes];
            Arrays.setAll(labels, i -> i);
            wide.fit(Dataset.of(
                    new FloatSamples(new Tensor(classes, Shape.of(1), new float[classes])), new Labels(labels)),
                    options);
        }
        return recorder.targets;
    }

    @Test
    void samplesAreShuffledAnewInEachEpochUnlessThatIsOff() {
        List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(order(FitOptions.epochs(1).batch(4).shuffle(false))).isEqualTo(all);
        List<Integer> shuffled = order(FitOptions.epochs(2).batch(4).seed(3));
        List<Integer> first = shuffled.subList(0, 10);
        List<Integer> second = shuffled.subList(10, 20);
        assertThat(first).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
        assertThat(second).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all).isNotEqualTo(first);
        assertThat(order(FitOptions.epochs(2).batch(4).seed(3))).isEqualTo(shuffled);
        assertThat(order(FitOptions.epochs(2).batch(4).seed(4))).isNotEqualTo(shuffled);
    }

    /** Trains 3 epochs of 4 batches and leaves in batch 3 of epoch 2; returns the first batch after a resume. */
    private String firstBatchAfterAResume(Duration every, Consumer<Training> leave) {
        compile(0.1);
        Checkpoints checkpoints = Checkpoints.in(folder).every(every);
        FitOptions options = FitOptions.epochs(3).batch(2);
        Callback leaving = new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                if (training.epoch() == 2 && training.batch() == 3) {
                    leave.accept(training);
                }
            }
        };
        try {
            model.fit(data(8), options.checkpoints(checkpoints).callback(leaving));
        } catch (Resumed.Killed killed) {
            seen.clear();
        }
        model.fit(data(8), options.checkpoints(checkpoints.resume()).callback(new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                seen.add(training.epoch() + "/" + training.batch());
            }
        }));
        return seen.getFirst();
    }

    private static void kill(Training training) {
        throw new Resumed.Killed();
    }

    @Test
    void aCheckpointThatIsDueIsWrittenAfterEachBatch() {
        assertThat(firstBatchAfterAResume(Duration.ZERO, TrainerTest::kill)).isEqualTo("2/3");
    }

    @Test
    void oneThatIsNotDueIsWrittenAtTheEndOfAnEpoch() {
        assertThat(firstBatchAfterAResume(Duration.ofDays(1), TrainerTest::kill)).isEqualTo("2/1");
    }

    @Test
    void aStoppedTrainingGoesOnWhereItStopped() {
        assertThat(firstBatchAfterAResume(Duration.ofDays(1), Training::stop)).isEqualTo("2/4");
    }

    /** A convolution keeps its weights in other forms too, which must be made of the new ones. */
    @Test
    void otherFormsOfWeightsFollowACallback() {
        try (Model convolution = Sequential.of(
                Input.of(16, 16, 2), Conv2D.of(18, 1), Conv2D.of(20, 3).padding(SAME), GlobalAveragePooling2D.of(),
                Dense.of(2).activation(SOFTMAX))) {
            convolution.compile(new SGD(1e-20), new SparseCategoricalCrossentropy());
            float[] pixels = new RandomNormal(0, 1).values(Shape.of(2, 16 * 16 * 2), 1);
            Dataset images = Dataset.of(
                    new FloatSamples(new Tensor(2, Shape.of(16, 16, 2), pixels)), new Labels(new int[]{0, 1}));
            convolution.initialize(1);
            List<float[]> weights = convolution.weights();
            double expected = convolution.evaluate(images).loss();
            convolution.initialize(2);
            var history = convolution.fit(images, FitOptions.epochs(2).batch(2).callback(new Callback() {
                @Override
                public void onEpochBegin(Training training) {
                    if (training.epoch() == 2) {
                        training.setWeights(weights);
                    }
                }
            }));
            // Training and evaluation may use different algorithms; another set of weights differs by far more.
            assertThat(history.get("loss")[1]).isCloseTo(expected, within(1e-5));
            assertThat(Math.abs(history.get("loss")[0] - expected)).isGreaterThan(1e-3);
        }
    }

    private long memoryOf(FitOptions options) {
        long[] bytes = new long[1];
        model.fit(data(5), options.callback(new Callback() {
            @Override
            public void onTrainBegin(Training training) {
                bytes[0] = training.memoryBytes();
            }
        }));
        return bytes[0];
    }

    @Test
    void theValidationsMemoryCounts() {
        compile(0.1);
        assertThat(memoryOf(FitOptions.epochs(1).validation(data(3)))).isGreaterThan(memoryOf(FitOptions.epochs(1)));
    }

    @Test
    void noSamplesAreRefused() {
        compile(0.1);
        assertThatThrownBy(() -> model.fit(data(1).take(0), FitOptions.epochs(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Validation data too are looked at before the training begins, not after its first epoch. */
    @Test
    void wrongDataAreRefusedBeforeTheTraining() {
        compile(0.1);
        Dataset wrong = Dataset.of(
                new FloatSamples(new Tensor(1, Shape.of(1), new float[1])), new Labels(new int[]{2}));
        FitOptions options = FitOptions.epochs(1).validation(wrong).callback(new Callback() {
            @Override
            public void onTrainBegin(Training training) {
                seen.add("began");
            }
        });
        assertThatThrownBy(() -> model.fit(data(3), options)).hasMessageContaining("none of the model's classes");
        assertThatThrownBy(() -> model.fit(wrong, FitOptions.epochs(1).callback(options.callbacks().getFirst())))
                .hasMessageContaining("none of the model's classes");
        assertThatThrownBy(() -> model.evaluate(wrong)).hasMessageContaining("none of the model's classes");
        assertThat(seen).isEmpty();
    }
}
