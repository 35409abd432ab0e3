package io.fovea.callbacks;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

class LearningRateCallbacksTest {
    private static Dataset data() {
        int[] labels = new int[60];
        float[] values = new RandomNormal(0, 1).values(Shape.of(60, 8), 1);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = values[8 * i] > 0 ? 1 : 0;
        }
        return Dataset.of(new FloatSamples(new Tensor(60, Shape.of(8), values)), new Labels(labels));
    }

    private static final class Rates implements Callback {
        private final List<Double> rates = new ArrayList<>();

        @Override
        public void onEpochEnd(Training training) {
            rates.add(training.learningRate());
        }
    }

    private static List<Double> rates(Optimizer optimizer, int epochs, Callback callback) {
        try (Model model = Sequential.of(Input.of(8), Dense.of(2).activation(SOFTMAX))) {
            model.compile(optimizer, new SparseCategoricalCrossentropy());
            Rates rates = new Rates();
            model.fit(data(), FitOptions.epochs(epochs).batch(10).callback(callback).callback(rates));
            return rates.rates;
        }
    }

    @Test
    void theSchedulerSetsTheRateOfEachEpoch() {
        assertThat(rates(new SGD(0.1), 3, new LearningRateScheduler((epoch, rate) -> epoch == 1 ? rate : rate / 2)))
                .containsExactly(0.1, 0.05, 0.025);
    }

    @Test
    void aScheduleIsNotToBeChanged() {
        LearningRateScheduler scheduler = new LearningRateScheduler((epoch, rate) -> 0.1);
        Adam scheduled = new Adam(new CosineDecay(0.1, 10));
        assertThatThrownBy(() -> rates(scheduled, 1, scheduler)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CosineDecay");
    }

    /** Its figure never changes by more than the least change: so the rate falls after every second epoch, down to the minimum. */
    @Test
    void aPlateauReducesTheRate() {
        ReduceLROnPlateau reduce =
                new ReduceLROnPlateau("loss").factor(0.5).patience(2).minDelta(1e6).minimum(0.03);
        assertThat(rates(new SGD(0.1), 7, reduce)).containsExactly(0.1, 0.1, 0.05, 0.05, 0.03, 0.03, 0.03);
    }

    @Test
    void swappedWeightsAreTheAverages() {
        try (Model model = Sequential.of(Input.of(8), Dense.of(2).activation(SOFTMAX))) {
            model.compile(new SGD(0.5).options(UpdateOptions.of().ema(0.9)), new SparseCategoricalCrossentropy());
            List<List<float[]>> seen = new ArrayList<>();
            Callback look = new Callback() {
                @Override
                public void onBatchEnd(Training training) {
                    if (training.batch() == training.batches()) {
                        seen.add(training.weights());
                    }
                }

                @Override
                public void onValidationBegin(Training training) {
                    seen.add(training.weights());
                }

                @Override
                public void onEpochEnd(Training training) {
                    seen.add(training.weights());
                }
            };
            model.fit(data(), FitOptions.epochs(1).batch(10).validation(data()).callback(new SwapEMAWeights())
                    .callback(look));
            assertThat(seen.get(1).getFirst()).isNotEqualTo(seen.get(0).getFirst());
            assertThat(seen.get(2).getFirst()).isEqualTo(seen.get(0).getFirst());
            assertThat(model.weights().getFirst()).as("at the end").isEqualTo(seen.get(1).getFirst());
        }
    }

    @Test
    void withoutAveragesThereIsNothingToSwap() {
        try (Model model = Sequential.of(Input.of(8), Dense.of(2).activation(SOFTMAX))) {
            model.compile(new SGD(), new SparseCategoricalCrossentropy());
            FitOptions options = FitOptions.epochs(1).validation(data()).callback(new SwapEMAWeights());
            assertThatThrownBy(() -> model.fit(data(), options)).hasMessageContaining("SwapEMAWeights needs");
        }
    }

    @Test
    void theFinderTriesEachRateAndSuggestsOne() {
        LearningRateFinder finder = new LearningRateFinder(1e-4, 100, 60);
        rates(new SGD(), 20, finder);
        assertThat(finder.points()).hasSizeBetween(20, 60);
        assertThat(finder.points().getFirst().learningRate()).isCloseTo(1e-4, within(1e-12));
        for (int i = 1; i < finder.points().size(); i++) {
            assertThat(finder.points().get(i).learningRate() / finder.points().get(i - 1).learningRate())
                    .isCloseTo(Math.pow(1e6, 1 / 59.0), within(1e-9));
        }
        assertThat(finder.suggestion().orElseThrow()).isBetween(1e-3, 50.0);
    }
}
