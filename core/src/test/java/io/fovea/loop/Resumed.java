package io.fovea.loop;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

import io.fovea.Model;
import io.fovea.OptimizerSnapshot;
import io.fovea.Sequential;
import io.fovea.callbacks.EarlyStopping;
import io.fovea.callbacks.ModelCheckpoint;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.AlternatingFlip;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.RandomCrop;
import io.fovea.layers.RandomRotation;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Optimizer;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.Checkpoints;
import io.fovea.training.FitOptions;
import io.fovea.training.History;
import io.fovea.training.Training;

/** A small training with everything that has a state, which can be broken off and gone on with by a new model. */
final class Resumed {
    static final int SAMPLES = 40;
    static final int EPOCHS = 3;

    private final Optimizer optimizer;
    private final int batch;
    private final Path folder;
    private final Dataset train = data(SAMPLES, 1);
    private final Dataset validation = data(11, 2);

    /** What a training came to. */
    record Outcome(
            List<List<Float>> weights, long steps, List<List<Float>> states, List<Map<String, Double>> logs,
            List<Double> saved) {}

    /** What a killed process would be. */
    static final class Killed extends RuntimeException {
        Killed() {
            super("killed");
        }
    }

    Resumed(Optimizer optimizer, int batch, Path folder) {
        this.optimizer = optimizer;
        this.batch = batch;
        this.folder = folder;
    }

    private static Dataset data(int count, int seed) {
        float[] pixels = new RandomNormal(0, 1).values(Shape.of(count, 6 * 6 * 2), seed);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (int) (Randoms.uniform(seed, i) * 3);
        }
        return Dataset.of(new FloatSamples(new Tensor(count, Shape.of(6, 6, 2), pixels)), new Labels(labels));
    }

    private Model model() {
        Model model = Sequential.of(
                Input.of(6, 6, 2), AlternatingFlip.of(), RandomCrop.of(6, 6).padding(2), RandomRotation.of(0.1),
                Conv2D.of(5, 3).padding(SAME), BatchNormalization.of(),
                MaxPooling2D.of(2), Dropout.of(0.3), Flatten.of(), Dense.of(9).activation(RELU), Dropout.of(0.2),
                Dense.of(3).activation(SOFTMAX));
        model.compile(optimizer, new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        return model;
    }

    /** Checkpoints in the folder, one after each batch. */
    Checkpoints checkpoints() {
        return Checkpoints.in(folder).every(Duration.ZERO);
    }

    /** The options, all but checkpoints. */
    FitOptions options() {
        return FitOptions.epochs(EPOCHS).batch(batch).validation(validation).seed(5);
    }

    /** Batches of all epochs. */
    int batches() {
        return EPOCHS * ((SAMPLES + batch - 1) / batch);
    }

    /** Trains a new model to the end. */
    Outcome run(FitOptions options, int threads) {
        try (Model model = model()) {
            model.threads(threads);
            List<Double> saved = new ArrayList<>();
            History history = model.fit(train, options
                    .callback(new ModelCheckpoint(
                            folder, "val_loss", file -> saved.add((double) model.weights().getFirst()[0])))
                    .callback(new EarlyStopping("loss", EPOCHS + 1, true)));
            OptimizerSnapshot state = model.optimizerState();
            return new Outcome(
                    model.weights().stream().map(Resumed::boxed).toList(), state.steps(),
                    state.states().stream().flatMap(List::stream).map(Resumed::boxed).toList(),
                    history.epochs().stream().map(History.Epoch::logs).toList(), saved);
        }
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    /** Trains until {@code batches} batches of this run are done, then throws out of it. */
    boolean runUntilKilled(FitOptions options, int threads, IntSupplier batches) {
        int end = batches.getAsInt();
        try {
            run(options.callback(new Callback() {
                private int done;

                @Override
                public void onBatchEnd(Training training) {
                    if (++done > end) {
                        throw new Killed();
                    }
                }
            }), threads);
            return false;
        } catch (Killed e) {
            return true;
        }
    }
}
