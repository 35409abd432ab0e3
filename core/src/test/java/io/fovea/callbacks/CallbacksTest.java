package io.fovea.callbacks;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.LossMetric;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.OutputSpec;
import io.fovea.training.Training;

class CallbacksTest {
    private final Model model = Sequential.of(Input.of(2), Dense.of(2).activation(SOFTMAX));
    private final Dataset data = Dataset.of(
            new FloatSamples(new Tensor(4, Shape.of(2), new float[]{0, 1, 1, 0, 0, 2, 2, 0})),
            new Labels(new int[]{0, 1, 0, 1}));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    private History fit(double rate, int epochs, Callback... callbacks) {
        model.compile(new SGD(rate), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        FitOptions options = FitOptions.epochs(epochs).batch(2).validation(data);
        for (Callback callback : callbacks) {
            options = options.callback(callback);
        }
        return model.fit(data, options);
    }

    /** A rate near 0 improves nothing that a double can tell, so that patience runs out. */
    @Test
    void earlyStoppingWaitsAndRestores() {
        List<float[]> first = new ArrayList<>();
        Callback spoil = new Callback() {
            @Override
            public void onEpochEnd(Training training) {
                if (training.epoch() == 1) {
                    first.addAll(training.weights());
                } else {
                    training.setWeights(List.of(new float[]{9, -9, -9, 9}, new float[2]));
                }
            }
        };
        History history = fit(1e-30, 10, new EarlyStopping("val_loss", 2, true), spoil);
        assertThat(history.epochs()).hasSize(3);
        assertThat(model.weights()).usingRecursiveComparison().isEqualTo(first);
    }

    /** The process was killed after its last epoch, before anything was made of the model. */
    @Test
    void earlyStoppingThatHasStoppedStaysSo() {
        FitOptions options = FitOptions.epochs(10).batch(2).validation(data)
                .callback(new EarlyStopping("val_loss", 1, true));
        model.compile(new SGD(1e-30), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        Checkpoints checkpoints = Checkpoints.in(folder);
        History history = model.fit(data, options.checkpoints(checkpoints));
        assertThat(history.epochs()).hasSize(2);
        List<float[]> restored = model.weights();
        model.initialize(2);

        History resumed = model.fit(data, options.checkpoints(checkpoints.resume()));

        assertThat(resumed.epochs()).isEqualTo(history.epochs());
        assertThat(model.weights()).usingRecursiveComparison().isEqualTo(restored);
    }

    @Test
    void anUnknownFigureIsNamed() {
        assertThatThrownBy(() -> fit(0.1, 1, new EarlyStopping("val_auc", 1, false)))
                .hasMessageContaining("val_auc").hasMessageContaining("val_loss");
    }

    @Test
    void theBestModelIsSavedWhenItGetsBetter() {
        List<Double> saved = new ArrayList<>();
        History history = fit(0.5, 5, new ModelCheckpoint(
                folder.resolve("best"), "val_loss", file -> saved.add(model.evaluate(data).loss())));
        double[] losses = history.get("val_loss");
        assertThat(saved).hasSize(5).last().isEqualTo(losses[4]);
    }

    @Test
    void theTableHasKerasColumns() throws IOException {
        Path file = folder.resolve("history.csv");
        History history = fit(0.5, 2, new CSVLogger(file));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).isEqualTo(
                "epoch,loss,sparse_categorical_accuracy,val_loss,val_sparse_categorical_accuracy,seconds");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).startsWith("1," + history.get("loss")[1] + ",");
        assertThat(folder.toFile().list()).containsExactly("history.csv");
    }

    @Test
    void aStoppedEpochDoesNotCount() {
        Callback stop = new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                if (training.epoch() == 2 && training.batch() == 1) {
                    training.stop();
                }
            }
        };
        assertThat(fit(0.5, 4, stop).epochs()).hasSize(1);
    }

    /** A rate beyond all measure makes the second batch's loss NaN. */
    @Test
    void terminateOnNaNSaysWhereItBegan() {
        List<String> told = new ArrayList<>();
        TerminateOnNaN callback = new TerminateOnNaN(told::add);
        fit(3e38, 5, callback);
        assertThat(told).hasSize(1);
        assertThat(callback.reason()).contains(told.getFirst());
        assertThat(told.getFirst()).contains("in epoch ", ", batch ", "layer dense", "try a tenth of it");
        model.initialize(1);
        fit(0.1, 1, callback);
        assertThat(callback.reason()).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void functionsAreCalledInTheirTurn() {
        List<String> calls = new ArrayList<>();
        fit(0.1, 2, LambdaCallback.trainBegin(t -> calls.add("begin")),
                LambdaCallback.epochBegin(t -> calls.add("epoch " + t.epoch())),
                LambdaCallback.batchEnd(t -> calls.add("batch " + t.batch())),
                LambdaCallback.epochEnd(t -> calls.add("end " + t.epoch())),
                LambdaCallback.trainEnd(t -> calls.add("over")));
        assertThat(calls).containsExactly(
                "begin", "epoch 1", "batch 1", "batch 2", "end 1", "epoch 2", "batch 1", "batch 2", "end 2", "over");
    }

    /** A metric whose name says nothing of its direction. */
    @Test
    void theMetricSaysWhatIsBetter() {
        List<Boolean> better = new ArrayList<>();
        model.compile(new SGD(0.1), OutputSpec.of(
                "dense", new SparseCategoricalCrossentropy()).metrics(
                        new SparseCategoricalAccuracy(),
                        new LossMetric("accuracy_like", new SparseCategoricalCrossentropy())));
        model.fit(data,
                FitOptions.epochs(1).validation(data).callback(LambdaCallback.epochEnd(t -> better.addAll(List.of(
                        t.moreIsBetter("val_sparse_categorical_accuracy"), t.moreIsBetter("val_accuracy_like"),
                        t.moreIsBetter("loss"), t.moreIsBetter("unknown"))))));
        assertThat(better).containsExactly(true, false, false, false);
    }
}
