package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Input;
import io.fovea.optimizers.Optimizer;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/** Every optimizer of the catalog: ten steps with given gradients through the engine, one and two threads, end where Keras ends. */
class OptimizerCatalogTest {
    private static final int STEPS = 10;

    /** Of the largest number of a weight. */
    private static final double CLOSE = 1e-5;

    static List<Catalog.Case> cases() {
        return Stream.concat(Catalog.cases("optimizers").stream(), Catalog.cases("more_optimizers").stream()).toList();
    }

    /** The weights after the last step: at a training's end they may become their average. */
    private static final class LastStep implements Callback {
        private List<float[]> weights = List.of();

        @Override
        public void onBatchEnd(Training training) {
            weights = training.weights();
        }
    }

    private static Dataset steps() {
        float[] numbers = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            numbers[i] = i;
        }
        FloatSamples samples = new FloatSamples(new Tensor(STEPS, Shape.of(1), numbers));
        return Dataset.of(samples, samples);
    }

    private static List<float[]> trained(Catalog.Case c, Optimizer optimizer, int threads) {
        List<Shape> shapes = new ArrayList<>();
        List<float[]> start = new ArrayList<>();
        List<float[]> gradients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shapes.add(Shape.of(c.array("start" + i).shape()));
            start.add(c.values("start" + i));
            gradients.add(c.values("gradient" + i));
        }
        try (Model model = Sequential.of(Input.of(1), new GivenGradients("", shapes, gradients))) {
            model.threads(threads);
            model.compile(optimizer, new GivenGradients.Output("output"));
            model.setWeights(start);
            LastStep last = new LastStep();
            model.fit(steps(), FitOptions.epochs(1).batch(1).shuffle(false).callback(last));
            return last.weights;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWhereKerasEnds(Catalog.Case c) throws KerasFileException {
        Optimizer optimizer = OptimizerFormats.read(c.object("optimizer"));
        List<float[]> one = trained(c, optimizer, 1);
        List<float[]> two = trained(c, optimizer, 2);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i)).as("with two threads").isEqualTo(two.get(i));
            Golden.assertClose(c + " weight " + i, one.get(i), c.values("end" + i), CLOSE);
        }
    }

    /** What is written is read as the same optimizer. */
    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenAndReadAgain(Catalog.Case c) throws KerasFileException {
        Optimizer optimizer = OptimizerFormats.read(c.object("optimizer"));
        assertThat(OptimizerFormats.read(WrittenObject.of(OptimizerFormats.write(optimizer)))).isEqualTo(optimizer);
    }
}
