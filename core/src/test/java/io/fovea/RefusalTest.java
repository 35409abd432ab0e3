package io.fovea;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.kernels.PoolingKernel.Window;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.ops.Halo;
import io.fovea.ops.Layout;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.Geometry;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.NonFiniteLossException;
import io.fovea.training.Training;

/** What would be silently wrong, or read outside memory, is refused by name. */
class RefusalTest {
    /** A layer whose two halves say what a test wants. */
    private record Odd(String name, Shape shape, BiFunction<Lowering, List<Value>, Value> lowers) implements Layer {
        @Override
        public Layer named(String newName) {
            return new Odd(newName, shape, lowers);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return shape;
        }

        @Override
        public Value lower(Lowering lowering, List<Value> inputs) {
            return lowers.apply(lowering, inputs);
        }
    }

    @Test
    void aLayerWhoseShapeIsNotWhatItLowersToIsRefused() {
        assertThatThrownBy(() -> Sequential.of(
                Input.of(8), new Odd("odd", Shape.of(4096), (lowering, inputs) -> inputs.getFirst()), Dense.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer odd (Odd): outputShape says [4096], but lower returns [1, 1, 8]; both must agree");
        assertThatThrownBy(() -> Sequential.of(
                Input.of(8), new Odd("odd", Shape.of(2, 2, 2), (lowering, inputs) -> inputs.getFirst()), Flatten.of()))
                .hasMessageContaining("layer odd (Odd): outputShape says [2, 2, 2], but lower returns [1, 1, 8]");
    }

    @Test
    void aValueThatNothingComputesIsRefused() {
        assertThatThrownBy(() -> Sequential.of(
                Input.of(8), new Odd("odd", Shape.of(8), (lowering, inputs) -> lowering.value(Shape.of(8)))))
                .hasMessageContaining("layer odd (Odd): lower returns a value that none of its operations computes");
    }

    @Test
    void aValueOfAnotherShapeThanPromisedIsRefused() {
        assertThatThrownBy(() -> Sequential.of(
                Input.of(8), new Odd("odd", Shape.of(2, 4), (lowering, inputs) -> inputs.getFirst())))
                .hasMessageContaining("layer odd (Odd): outputShape says [2, 4], but lower returns [1, 1, 8]");
    }

    @Test
    void nonsenseSizesAreRefusedWithTheirNumbers() {
        assertThatThrownBy(() -> new Geometry(8, 8, 8, 8, 3, 3, 1, 1, Integer.MAX_VALUE, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("the rows of a convolution", "a kernel of 3", "dilation 2147483647");
        assertThatThrownBy(() -> new Geometry(8, 8, 8, 8, 3, 3, 1, 1, 1, 1, 0, -1))
                .hasMessageContainingAll("the columns of a convolution", "padding -1");
        assertThatThrownBy(() -> new Window(8, 8, 16, 8, 8, 2, 2, Integer.MAX_VALUE, 1, 0, 0))
                .hasMessageContainingAll("the rows of a pooling", "stride 2147483647");
        assertThat(new Window(1, 1, 16, 1, 1, 1 << 30, 1, 1, 1, 0, 0).argmaxMaskBytes(16)).isEqualTo(1L << 31);
        assertThatThrownBy(() -> new Value("v", 1 << 16, 1 << 16, 1, 1)).hasMessageContaining("2147483647 floats");
        assertThatThrownBy(() -> Value.padded("v", 1, 1, 0, 8)).hasMessageContaining("v: height, width and channels");
        assertThatThrownBy(() -> Value.padded("v", 1, 1, Integer.MAX_VALUE, 8)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new WeightLayout(1 << 16, 1 << 16, 1 << 16, 1, 1))
                .hasMessageContaining("a weight has fewer than 2^31 numbers");
        Value value = new Value("v", 1, 1, 16, 16);
        assertThatThrownBy(() -> new Halo(0, -1, 0, 0)).hasMessageContaining("a halo has 0 pixels or more");
        Halo huge = new Halo(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThatThrownBy(() -> new Layout(value, huge)).hasMessageContaining("more than 2^44 bytes");
        assertThat(new Layout(value, new Halo(0, 0, 1 << 30, 1 << 30)).rowBytes())
                .isEqualTo(((1L << 31) + 1) * 64);
    }

    /** It trained nothing and saved the model. */
    @Test
    void theGreatestBatchIsOneBatch() {
        try (Model model = Small.compiled()) {
            model.fit(Small.data(5), FitOptions.epochs(1).batch(Integer.MAX_VALUE).callback(new Callback() {
                @Override
                public void onBatchEnd(Training training) {
                    assertThat(training.batches()).isEqualTo(1);
                    assertThat(training.samplesDone()).isEqualTo(5);
                }
            }));
            assertThat(model.optimizerState().steps()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, (1 << 30) + 1, Integer.MAX_VALUE})
    void batchesOutsideTheRangeAreRefused(int batch) {
        try (Model model = Small.compiled()) {
            assertThatThrownBy(() -> model.trainingBytes(batch)).hasMessageContaining("1 to 1073741824");
            assertThatThrownBy(() -> model.inferenceBytes(batch)).hasMessageContaining("1 to 1073741824");
            assertThatThrownBy(() -> model.trainingStages(batch)).hasMessageContaining("1 to 1073741824");
            assertThatThrownBy(() -> model.measureSteps(batch, 0.01, 1)).hasMessageContaining("1 to 1073741824");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 30})
    void batchesAtTheEndsOfTheRangeAreCounted(int batch) {
        try (Model model = Small.compiled()) {
            assertThat(model.trainingBytes(batch)).isGreaterThan(model.inferenceBytes(batch));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4097, Integer.MAX_VALUE})
    void threadsOutsideTheRangeAreRefused(int threads) {
        try (Model model = Small.compiled()) {
            assertThatThrownBy(() -> model.threads(threads))
                    .hasMessage("a team has 1 to 4096 workers, but got " + threads);
            assertThat(model.predict(Small.samples(2))).hasDimensions(2, 4);
        }
    }

    @Test
    void theEndsOfFitOptionsAndCheckpoints() {
        assertThatThrownBy(() -> FitOptions.epochs(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FitOptions.epochs(1).batch(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(FitOptions.epochs(Integer.MAX_VALUE).batch(1).seed(Long.MIN_VALUE).epochs())
                .isEqualTo(Integer.MAX_VALUE);
        var checkpoints = Checkpoints.in(Path.of("never"));
        assertThat(checkpoints.every(Duration.ZERO).every(Duration.ofSeconds(Long.MAX_VALUE)).every())
                .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
        assertThatThrownBy(() -> checkpoints.every(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        try (Model model = Small.compiled()) {
            model.fit(Small.data(3), FitOptions.epochs(1).batch(1).seed(Long.MAX_VALUE));
        }
    }

    /** NaN in the data, from the third batch on. */
    private static Dataset broken() {
        Samples samples = new Samples() {
            @Override
            public int size() {
                return 8;
            }

            @Override
            public Shape shape() {
                return Shape.of(4);
            }

            @Override
            public void read(int index, float[] into, int offset) {
                Arrays.fill(into, offset, offset + 4, index < 4 ? 1 : Float.NaN);
            }
        };
        return Dataset.of(samples, new Labels(new int[8]));
    }

    private static Model vectorModel() {
        Model model = Sequential.of(Input.of(4), Dense.of(2).activation(SOFTMAX));
        model.compile(new SGD(0.5), new SparseCategoricalCrossentropy());
        return model;
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() {
        try (Model model = vectorModel()) {
            int[] ends = new int[1];
            Callback ending = new Callback() {
                @Override
                public void onTrainEnd(Training training) {
                    ends[0]++;
                }
            };
            assertThatThrownBy(() -> model.fit(
                    broken(), FitOptions.epochs(5).batch(2).shuffle(false).callback(ending)))
                    .isInstanceOfSatisfying(NonFiniteLossException.class, e -> {
                        assertThat(e.epoch()).isEqualTo(1);
                        assertThat(e.batch()).isEqualTo(3);
                        assertThat(e.history().epochs()).isEmpty();
                    }).hasMessageContainingAll(
                            "the loss became NaN in epoch 1, batch 3 (step 3)", "sample 4 of the data for input_layer",
                            "correct the data");
            assertThat(ends).containsExactly(1);
        }
    }

    @Test
    void aCallbackThatStopsFirstHasItsWay() {
        try (Model model = vectorModel()) {
            Callback stopping = new Callback() {
                @Override
                public void onBatchEnd(Training training) {
                    if (!Double.isFinite(training.loss())) {
                        training.stop();
                    }
                }
            };
            assertThat(model.fit(broken(), FitOptions.epochs(5).batch(2).shuffle(false).callback(stopping)).epochs())
                    .isEmpty();
        }
    }
}
