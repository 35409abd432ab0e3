package io.fovea.losses;

import static io.fovea.activations.Activations.SIGMOID;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.custom.SymbolicTensor.CHANNELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Sequential;
import io.fovea.custom.SymbolicTensor;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.RandomUniform;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MixUp;
import io.fovea.layers.Reshape;
import io.fovea.metrics.LossMetric;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** A loss that is written with tensor functions trains as the engine's own of the same definition. */
class ComposedLossTest {
    private static final Shape IMAGE = Shape.of(5, 4, 3);
    private static final int SAMPLES = 11;

    /** Rounding of float32 in the composed loss; the engine's losses compute in double precision. */
    private static final double TOLERANCE = 2e-6;

    private static SymbolicTensor squares(SymbolicTensor target, SymbolicTensor prediction) {
        return prediction.subtract(target).square();
    }

    private static SymbolicTensor crossEntropy(SymbolicTensor target, SymbolicTensor prediction) {
        return target.multiply(prediction.log()).sum(CHANNELS).negative();
    }

    static Stream<Arguments> pairs() {
        List<Layer> vector = List.of(Conv2D.of(6, 2), Flatten.of(), Dense.of(5).activation(SOFTMAX));
        List<Layer> image = List.of(Conv2D.of(6, 2), Conv2D.of(7, 1).activation(SIGMOID));
        List<Layer> mixing = List.of(MixUp.of(), Conv2D.of(6, 2), Flatten.of(), Dense.of(5).activation(SOFTMAX));
        List<Layer> row = List.of(Flatten.of(), Dense.of(6), Reshape.of(3, 2));
        return Stream.of(
                Arguments.of("squares", vector, Loss.of("squares", ComposedLossTest::squares), new MeanSquaredError()),
                Arguments.of("of images", image, Loss.of("squares", ComposedLossTest::squares),
                        new MeanSquaredError()),
                Arguments.of("of rows", row, Loss.of("squares", ComposedLossTest::squares), new MeanSquaredError()),
                Arguments.of("one number", image, Loss.of("squares", (t, y) -> squares(t, y).mean(-1, -2, -3)),
                        new MeanSquaredError()),
                Arguments.of("summed", vector,
                        Loss.of("squares", ComposedLossTest::squares).reduction(Reduction.SUM),
                        new MeanSquaredError().reduction(Reduction.SUM)),
                Arguments.of("cross-entropy", vector, Loss.of("cross", ComposedLossTest::crossEntropy),
                        new KLDivergence()),
                Arguments.of("mixed targets", mixing, Loss.of("squares", ComposedLossTest::squares),
                        new MeanSquaredError()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void trainsAsTheEnginesOwn(String name, List<Layer> layers, Loss composed, Loss own) {
        List<float[]> one = train(layers, composed, 1);
        List<float[]> other = train(layers, own, 1);
        for (int w = 0; w < one.size(); w++) {
            for (int i = 0; i < one.get(w).length; i++) {
                assertThat((double) one.get(w)[i]).isCloseTo(other.get(w)[i], within(TOLERANCE));
            }
        }
        for (int threads = 2; threads <= 3; threads++) {
            assertThat(train(layers, composed, threads)).usingRecursiveComparison().isEqualTo(one);
        }
    }

    private static Sequential model(List<Layer> layers, int threads) {
        Sequential model = Sequential.of(Input.of(IMAGE.toArray()), layers.toArray(Layer[]::new));
        model.threads(threads);
        return model;
    }

    private static Tensor values(Shape shape, long seed) {
        return new Tensor(SAMPLES, shape, new RandomUniform(0.1, 0.9).values(Shape.of(SAMPLES, shape.size()), seed));
    }

    private static Dataset data(Sequential model) {
        Shape output = model.shape(model.outputs().getFirst());
        return new Dataset(List.of(new FloatSamples(values(IMAGE, 1))), List.of(new FloatSamples(values(output, 2))),
                List.of());
    }

    private static List<float[]> train(List<Layer> layers, Loss loss, int threads) {
        try (Sequential model = model(layers, threads)) {
            model.compile(new SGD(0.1), loss);
            model.fit(data(model), FitOptions.epochs(2).batch(4));
            return model.weights();
        }
    }

    @Test
    void evaluates() {
        try (Sequential model = model(List.of(Conv2D.of(3, 2)), 1)) {
            model.compile(new SGD(0.1), Loss.of("squares", ComposedLossTest::squares));
            double composed = model.evaluate(data(model)).get("loss");
            model.compile(new SGD(0.1), new MeanSquaredError());
            assertThat(composed).isCloseTo(model.evaluate(data(model)).get("loss"), within(1e-6 * composed));
        }
    }

    private static void refuses(Loss loss, UnaryOperator<String> message) {
        try (Sequential model = model(List.of(Flatten.of(), Dense.of(5)), 1)) {
            assertThatThrownBy(() -> model.compile(new SGD(0.1), loss))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message.apply(loss.name()));
        }
    }

    @Test
    void refusedWhenCompiled() {
        refuses(Loss.of("mine", (t, y) -> t.square()),
                name -> "the loss mine does not depend on the prediction of shape [5], so nothing could learn from it");
        refuses(Loss.of("mine", (t, y) -> y.reshape(Shape.of(2, 2))),
                name -> "the loss mine can't be taken of an output of shape [5]: a tensor of shape [5] has 5 elements,"
                        + " so it can't become [2, 2] with 4");
        assertThatThrownBy(() -> new LossMetric(Loss.of("mine", ComposedLossTest::squares)))
                .hasMessageContaining("LossMetric: loss is one of numbers");
    }
}
