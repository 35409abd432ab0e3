package io.fovea.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.losses.MeanSquaredError;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/**
 * Against the definition of the paper (section 2) in double precision, with Keras's decay of weights. Keras on TensorFlow differs: it
 * takes the mean out of the weights with the sequence after its step instead of the one before.
 */
class ScheduleFreeAdamWTest {
    private static final double RATE = 0.05;
    private static final int STEPS = 12;
    private static final float[] INPUT = {0.5f, -1.25f};

    private static double[] expected(
            float[] first, double beta1, int warmupSteps, double decay, double[] z) {
        double[] y = {first[0], first[1]};
        double[] x = y.clone();
        double[] v = new double[2];
        z[0] = y[0];
        z[1] = y[1];
        for (int t = 1; t <= STEPS; t++) {
            double error = y[0] * INPUT[0] + y[1] * INPUT[1] - 1;
            double rate = RATE * (warmupSteps == 0 ? 1 : Math.min(1.0, (double) t / warmupSteps));
            for (int i = 0; i < 2; i++) {
                double gradient = 2 * error * INPUT[i];
                // Decay moves the weights, and with them the mean that is taken out of them.
                double decayed = y[i] * (1 - decay * RATE);
                x[i] = (decayed - (1 - beta1) * z[i]) / beta1;
                v[i] += (gradient * gradient - v[i]) * 0.001;
                z[i] -= rate * gradient / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                x[i] = (1 - 1.0 / t) * x[i] + z[i] / t;
                y[i] = (1 - beta1) * z[i] + beta1 * x[i];
            }
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0, 0", "0.9, 5, 0", "0.6, 0, 0.5", "0.8, 20, 0.1"})
    void isTheDefinition(double beta1, int warmupSteps, double decay) {
        Dataset data = Dataset.of(
                new FloatSamples(new Tensor(1, Shape.of(2), INPUT)),
                new FloatSamples(new Tensor(1, Shape.of(1), new float[]{1})));
        try (Model model = Sequential.of(Input.of(2), Dense.of(1).useBias(false))) {
            model.compile(
                    new ScheduleFreeAdamW(LearningRate.constant(RATE), beta1, 0.999, 1e-8, warmupSteps,
                            UpdateOptions.of().weightDecay(decay)),
                    new MeanSquaredError());
            float[] first = {1.5f, 0.75f};
            model.setWeights(List.of(first));
            assertThat(model.optimizerState().states().getFirst().getFirst()).isEqualTo(first);
            model.fit(data, FitOptions.epochs(STEPS).batch(1));
            double[] z = new double[2];
            double[] y = expected(first, beta1, warmupSteps, decay, z);
            float[] ours = model.weights().getFirst();
            float[] sequence = model.optimizerState().states().getFirst().getFirst();
            for (int i = 0; i < 2; i++) {
                // Twelve steps, each with a few roundings of numbers about 1.
                assertThat((double) ours[i]).isCloseTo(y[i], within(3e-6));
                assertThat((double) sequence[i]).isCloseTo(z[i], within(3e-6));
            }
        }
    }
}
