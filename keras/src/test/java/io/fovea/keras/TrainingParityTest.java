package io.fovea.keras;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/** Five models with every optimizer, 20 steps: losses and final weights are those of Keras ({@code tools/golden/parity.py}). */
class TrainingParityTest {
    /** As a part of the largest number: 20 steps carry the errors of float32 on. */
    private static final double CLOSE = 1e-4;

    private static final int ROOM = 100_000;

    static List<Catalog.Case> cases() {
        return Catalog.cases("parity");
    }

    private static Dataset data(Catalog.Case c) {
        int[] shape = c.array("x").shape();
        int[] sample = new int[shape.length - 1];
        System.arraycopy(shape, 1, sample, 0, sample.length);
        float[] numbers = c.values("y");
        int[] labels = new int[numbers.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) numbers[i];
        }
        return Dataset.of(
                new FloatSamples(new Tensor(shape[0], Shape.of(sample), c.values("x"))), new Labels(labels));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainsAsKeras(Catalog.Case c) throws KerasFileException {
        try (Model model = ConfigReader.read(c.about().path("model"), ROOM).model()) {
            List<float[]> start = new ArrayList<>();
            for (int i = 0; c.has("start" + i); i++) {
                start.add(c.values("start" + i));
            }
            model.compile(OptimizerFormats.read(c.object("optimizer")), new SparseCategoricalCrossentropy());
            model.setWeights(start);
            float[] losses = new float[c.values("losses").length];
            Callback record = new Callback() {
                @Override
                public void onBatchEnd(Training training) {
                    losses[training.batch() - 1] = (float) training.loss();
                }
            };
            int batch = c.about().path("batch").asInt();
            model.fit(data(c), FitOptions.epochs(1).batch(batch).shuffle(false).callback(record));
            Golden.assertClose(c + " losses", losses, c.values("losses"), CLOSE);
            for (int i = 0; i < start.size(); i++) {
                Golden.assertClose(c + " weight " + i, model.weights().get(i), c.values("end" + i), CLOSE);
            }
        }
    }
}
