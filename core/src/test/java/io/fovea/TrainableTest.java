package io.fovea;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.constraints.UnitNorm;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.SGD;
import io.fovea.regularizers.L2;
import io.fovea.training.FitOptions;
import io.fovea.training.History;

/** Frozen layers, groups of weights, penalties and constraints in the training of a model. */
class TrainableTest {
    private final Layer convolution = Conv2D.of(5, 3).activation(RELU);
    private final Layer normalization = BatchNormalization.of();
    private final Dense dense = Dense.of(10).activation(SOFTMAX);

    private Model model(Layer last) {
        return Sequential.of(Input.of(6, 6, 3), convolution, normalization, Flatten.of(), last);
    }

    private static List<float[]> of(Model model, Layer layer) {
        return model.weights(layer).stream().map(weight -> model.weight(layer, weight)).toList();
    }

    private static History fit(Model model) {
        return model.fit(Small.data(8), FitOptions.epochs(1).batch(4));
    }

    @Test
    void frozenWeightsStayAndKeepTheirState() {
        try (Model model = model(dense)) {
            model.compile(new Adam(0.01), new SparseCategoricalCrossentropy());
            fit(model);
            List<float[]> before = of(model, convolution);
            List<float[]> moving = of(model, normalization);
            List<float[]> last = of(model, dense);
            List<List<float[]>> states = model.optimizerState().states();
            model.trainable(convolution, false);
            model.trainable(normalization, false);
            assertThat(model.trainable(convolution)).isFalse();
            fit(model);
            assertThat(of(model, convolution)).usingRecursiveComparison().isEqualTo(before);
            assertThat(of(model, normalization)).usingRecursiveComparison().isEqualTo(moving);
            assertThat(of(model, dense).getFirst()).isNotEqualTo(last.getFirst());
            assertThat(model.optimizerState().states().getFirst()).usingRecursiveComparison()
                    .isEqualTo(states.getFirst());
            model.trainable(convolution, true);
            fit(model);
            assertThat(of(model, convolution).getFirst()).isNotEqualTo(before.getFirst());
        }
    }

    /** With moving statistics the loss in training is that of an evaluation before it. */
    @Test
    void frozenNormalizationUsesItsMovingStatistics() {
        try (Model model = model(dense)) {
            model.compile(new SGD(1e-9), new SparseCategoricalCrossentropy());
            model.trainable(normalization, false);
            double loss = model.evaluate(Small.data(8)).loss();
            assertThat(fit(model).epochs().getFirst().logs().get("loss")).isCloseTo(loss, within(1e-6 * loss));
        }
    }

    @Test
    void oneFrozenWeightStaysAndTheOthersAreTrained() {
        try (Model model = model(dense)) {
            model.compile(new Adam(0.01), new SparseCategoricalCrossentropy());
            model.trainable(convolution, model.weights(convolution).getFirst(), false);
            assertThat(model.trainable(convolution)).isTrue();
            List<float[]> before = of(model, convolution);
            fit(model);
            assertThat(of(model, convolution).getFirst()).isEqualTo(before.getFirst());
            assertThat(of(model, convolution).get(1)).isNotEqualTo(before.get(1));
            model.trainable(convolution, model.weights(convolution).getFirst(), true);
            fit(model);
            assertThat(of(model, convolution).getFirst()).isNotEqualTo(before.getFirst());
        }
    }

    @Test
    void aForeignLayerIsRefused() {
        try (Model model = model(dense)) {
            assertThatThrownBy(() -> model.trainable(Dense.of(1), false)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void eachGroupHasItsOwnOptimizer() {
        try (Model model = model(dense)) {
            model.compile(
                    Grouped.of(new SGD(1e-30)).with(ParameterGroup.of("biases", p -> p.weight().equals("bias")),
                            new Adam()),
                    new SparseCategoricalCrossentropy());
            List<float[]> before = of(model, dense);
            fit(model);
            assertThat(of(model, dense).getFirst()).isEqualTo(before.getFirst());
            assertThat(of(model, dense).getLast()).isNotEqualTo(before.getLast());
        }
    }

    @Test
    void penaltiesBelongToTheLoss() {
        Dense penalized = dense.kernelRegularizer(new L2(0.5));
        try (Model model = model(penalized); Model plain = model(dense)) {
            model.compile(new SGD(1e-30), new SparseCategoricalCrossentropy());
            plain.compile(new SGD(1e-30), new SparseCategoricalCrossentropy());
            plain.setWeights(model.weights());
            double squares = 0;
            for (float w : of(model, penalized).getFirst()) {
                squares += (double) w * w;
            }
            double expected = fit(plain).epochs().getFirst().logs().get("loss") + 0.5 * squares;
            assertThat(fit(model).epochs().getFirst().logs().get("loss")).isCloseTo(expected, within(1e-6 * expected));
            double evaluated = plain.evaluate(Small.data(8)).loss() + 0.5 * squares;
            assertThat(model.evaluate(Small.data(8)).loss()).isCloseTo(evaluated, within(1e-6 * evaluated));
        }
    }

    @Test
    void constraintsHoldAfterATraining() {
        Dense unit = dense.kernelConstraint(new UnitNorm());
        try (Model model = model(unit)) {
            model.compile(new SGD(0.1), new SparseCategoricalCrossentropy());
            fit(model);
            float[] kernel = of(model, unit).getFirst();
            for (int column = 0; column < 10; column++) {
                double squares = 0;
                for (int i = column; i < kernel.length; i += 10) {
                    squares += (double) kernel[i] * kernel[i];
                }
                assertThat(Math.sqrt(squares)).isCloseTo(1, within(1e-5));
            }
        }
    }
}
