package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.custom.CustomOperation;
import io.fovea.custom.SampleContext;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.Constant;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.layers.Weight;
import io.fovea.losses.Huber;
import io.fovea.losses.Loss;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.tensor.Value;
import io.fovea.training.FitOptions;

/**
 * Every loss of the catalog, read as Keras wrote it, has Keras's value and gradient in a training step of a model whose outputs are
 * its weights.
 */
class LossCatalogTest {
    /** A power of two, so large that the gradient is not lost beside the weights. */
    private static final double RATE = 1 << 20;

    static List<Catalog.Case> cases() {
        return Catalog.cases("losses");
    }

    private static Loss read(Catalog.Case c) throws KerasFileException {
        Loss loss = LossFormats.read(c.about().path("loss"));
        // Keras 3.15 forgets this argument when it writes the loss.
        return c.name().startsWith("huber delta") ? new Huber(0.5) : loss;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradient(Catalog.Case c) throws KerasFileException {
        int[] dimensions = c.array("y_pred").shape();
        int samples = dimensions[0];
        Shape shape = Shape.of(Arrays.copyOfRange(dimensions, 1, dimensions.length));
        float[] outputs = c.values("y_pred");
        Loss loss = read(c);
        try (Model model = Sequential.of(Input.of(1), new Table("table", samples, shape))) {
            model.setWeights(List.of(outputs));
            model.compile(new SGD(RATE), loss);
            float[] numbers = new float[samples];
            for (int s = 0; s < samples; s++) {
                numbers[s] = s;
            }
            Dataset data = Dataset.of(
                    new FloatSamples(new Tensor(samples, Shape.of(1), numbers)),
                    new FloatSamples(new Tensor(samples, loss.targetShape(shape), c.values("y_true"))));
            if (c.has("weight")) {
                data = data.sampleWeights(c.values("weight"));
            }
            double expected = c.values("value")[0];
            assertThat(model.evaluate(data).loss()).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            double value = model.fit(data, FitOptions.epochs(1).batch(samples)).get("loss")[0];
            assertThat(value).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            float[] after = model.weights().getFirst();
            float[] gradient = c.values("gradient");
            double scale = 0;
            for (float slope : gradient) {
                scale = Math.max(scale, Math.abs(slope));
            }
            for (int k = 0; k < gradient.length; k++) {
                double slope = ((double) outputs[k] - after[k]) / RATE;
                assertThat(slope).as("slope %d", k).isCloseTo(gradient[k], within(1e-5 * scale));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writtenAndReadAgain(Catalog.Case c) throws KerasFileException {
        Loss loss = read(c);
        JsonNode written = JsonMapper.shared().valueToTree(LossFormats.write(loss));
        assertThat(written.path("class_name").asString())
                .isEqualTo(c.about().path("loss").path("class_name").asString());
        assertThat(LossFormats.read(written)).isEqualTo(loss);
    }

    /** A layer whose output for the number {@code s} is row {@code s} of its weight. */
    private record Table(String name, int rows, Shape shape) implements Layer, CustomOperation {
        @Override
        public Layer named(String other) {
            return new Table(other, rows, shape);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return shape;
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            return List.of(new Weight("rows", Shape.of(rows, shape.size()), Constant.ZEROS, true));
        }

        @Override
        public Value lower(Lowering lowering, List<Value> inputs) {
            return lowering.apply(this, inputs, shape);
        }

        private int row(SampleContext sample) {
            return (int) sample.input(0).get(0, 0, 0) * shape.size();
        }

        @Override
        public void forward(SampleContext sample) {
            var y = sample.output();
            float[] line = new float[y.width() * y.channels()];
            for (int r = 0; r < y.height(); r++) {
                for (int i = 0; i < line.length; i++) {
                    line[i] = sample.weight(0).get(row(sample) + r * line.length + i);
                }
                y.writeRow(r, line, 0);
            }
        }

        @Override
        public void backward(SampleContext sample) {
            var dy = sample.outputGradient();
            float[] line = new float[dy.width() * dy.channels()];
            for (int r = 0; r < dy.height(); r++) {
                dy.readRow(r, line, 0);
                for (int i = 0; i < line.length; i++) {
                    sample.weightGradient(0).add(row(sample) + r * line.length + i, line[i]);
                }
            }
        }
    }
}
