package io.fovea.layers;

import static io.fovea.activations.Activations.SIGMOID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.RandomNormal;
import io.fovea.losses.MeanSquaredError;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

class ActivityRegularizationTest {
    private static final double RATE = 1 << 10;
    private static final int SAMPLES = 7;

    private static Model model() {
        return Sequential.of(
                Input.of(3, 5, 2), Conv2D.of(3, 2), ActivityRegularization.of(0.01, 0.02), Flatten.of(),
                Dense.of(2).activation(SIGMOID));
    }

    private static Dataset data() {
        return Dataset.of(
                new FloatSamples(new Tensor(
                        SAMPLES, Shape.of(3, 5, 2), new RandomNormal(0, 1).values(Shape.of(SAMPLES, 30), 4))),
                new FloatSamples(new Tensor(SAMPLES, Shape.of(2), new float[SAMPLES * 2])));
    }

    /** The penalty is in the loss of training and evaluation, and nothing else changes. */
    @Test
    void thePenaltyIsAddedToTheLoss() {
        try (Model model = model();
                Model plain = Sequential.of(
                        Input.of(3, 5, 2), Conv2D.of(3, 2), Flatten.of(), Dense.of(2).activation(SIGMOID));
                Model inside = Sequential.of(Input.of(3, 5, 2), Conv2D.of(3, 2))) {
            plain.setWeights(model.weights());
            inside.setWeights(model.weights().subList(0, 2));
            double penalty = 0;
            for (float[] sample : inside.predict(data().images())) {
                for (float x : sample) {
                    penalty += (0.01 * Math.abs(x) + 0.02 * x * x) / SAMPLES;
                }
            }
            for (Model each : List.of(model, plain)) {
                each.compile(new SGD(0.1), new MeanSquaredError());
            }
            assertThat(model.predict(data().images())).isDeepEqualTo(plain.predict(data().images()));
            assertThat(model.evaluate(data()).loss() - plain.evaluate(data()).loss()).isCloseTo(penalty, within(1e-6));
            assertThat(model.fit(data(), FitOptions.epochs(1).batch(SAMPLES)).get("loss")[0]
                    - plain.fit(data(), FitOptions.epochs(1).batch(SAMPLES)).get("loss")[0])
                    .isCloseTo(penalty, within(1e-6));
        }
    }

    /** Central differences in float32: right to some 1e-3. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 17, 23})
    void theGradientIsTheSlope(int index) {
        try (Model model = model()) {
            model.compile(new SGD(RATE), new MeanSquaredError());
            List<float[]> start = model.weights();
            double more = lossWith(model, start, index, 1e-3f);
            double less = lossWith(model, start, index, -1e-3f);
            model.setWeights(start);
            model.fit(data(), FitOptions.epochs(1).batch(SAMPLES));
            double slope = (start.getFirst()[index] - model.weights().getFirst()[index]) / RATE;
            assertThat(slope).isCloseTo((more - less) / 2e-3, within(1e-3));
        }
    }

    private static double lossWith(Model model, List<float[]> start, int index, float change) {
        List<float[]> changed = start.stream().map(float[]::clone).toList();
        changed.getFirst()[index] += change;
        model.setWeights(changed);
        return model.evaluate(data()).loss();
    }
}
