package io.fovea.loop;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.callbacks.LambdaCallback;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.losses.Loss;
import io.fovea.losses.MeanSquaredError;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;
import io.fovea.training.NonFiniteLoss;
import io.fovea.training.NonFiniteLossException;

/** A loss that is not finite is traced to where that began, and the model keeps the last good weights. */
class NonFiniteLossTest {
    private static final Shape IMAGE = Shape.of(6, 5, 2);

    /** A function of each number. */
    private record Each(String name, UnaryOperator<SymbolicTensor> function) implements ComposedLayer {
        @Override
        public Each named(String newName) {
            return new Each(newName, function);
        }

        @Override
        public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
            return function.apply(inputs.getFirst());
        }
    }

    private static Model model(UnaryOperator<SymbolicTensor> function) {
        Model model = Sequential.of(
                Input.of(IMAGE.toArray()), Conv2D.of(3, 2), BatchNormalization.of(), Conv2D.of(4, 2),
                new Each("each", function),
                Flatten.of(), Dense.of(3));
        model.compile(new Adam(0.01), new MeanSquaredError());
        return model;
    }

    private static Dataset data(float[] images, float[] targets) {
        return Dataset.of(new FloatSamples(new Tensor(12, IMAGE, images)),
                new FloatSamples(new Tensor(12, Shape.of(3), targets)));
    }

    private static float[] images() {
        return new RandomNormal(0, 1).values(Shape.of(12, IMAGE.size()), 1);
    }

    private static float[] targets() {
        return new RandomNormal(0, 1).values(Shape.of(12, 3), 2);
    }

    private static NonFiniteLoss failure(Model model, Dataset data, FitOptions options) {
        return catchThrowableOfType(NonFiniteLossException.class, () -> model.fit(data, options)).loss();
    }

    private static FitOptions options(int epochs) {
        return FitOptions.epochs(epochs).batch(4).shuffle(false);
    }

    private static boolean isFinite(List<float[]> weights) {
        return weights.stream().allMatch(LastGoodWeights::isFinite);
    }

    @Test
    void theFirstLayerWhoseOutputIsNotFinite() {
        try (Model model = model(SymbolicTensor::log)) {
            List<float[]> before = model.weights();
            NonFiniteLoss loss = failure(model, data(images(), targets()), options(2));
            assertThat(loss.origin()).isEqualTo(
                    "the output of layer each is the first that is not finite in the order of the forward pass");
            assertThat(loss.step()).isEqualTo(1);
            assertThat(loss.kept()).isEqualTo("the model has the weights from before that step");
            assertThat(model.weights().get(0)).isEqualTo(before.get(0));
            assertThat(isFinite(model.weights())).isTrue();
        }
    }

    /** What comes before a layer that breaks counts too: the statistics of a normalization must not stay broken. */
    @Test
    void statisticsOfABrokenStepAreTakenBack() {
        try (Model model = Sequential.of(
                Input.of(IMAGE.toArray()), new Each("each", x -> x.add(-2.9).log()), BatchNormalization.of(),
                Flatten.of(), Dense.of(3))) {
            model.compile(new SGD(0.01), new MeanSquaredError());
            NonFiniteLoss loss = failure(model, data(images(), targets()), options(1));
            assertThat(loss.origin()).contains("layer each");
            assertThat(loss.kept()).contains("moving statistics of the start of epoch 1");
            assertThat(isFinite(model.weights())).isTrue();
        }
    }

    /** The derivative of a square root at 0 is infinite; the loss is finite in that step. */
    @Test
    void theGradientThatOverflows() {
        try (Model model = model(x -> x.multiply(0).sqrt())) {
            List<List<float[]>> starts = new ArrayList<>();
            NonFiniteLoss loss = failure(model, data(images(), targets()), options(3).callback(
                    LambdaCallback.epochBegin(t -> starts.add(t.weights()))));
            assertThat(loss.origin()).isEqualTo(
                    "the gradient of layer conv2d_1 overflowed in step 1, the first in the order of the backward pass: "
                            + "conv2d_1/bias is not finite since then");
            assertThat(loss.step()).isEqualTo(2);
            assertThat(loss.kept()).isEqualTo(
                    "the model has the weights of the start of epoch 1, the optimizer begins anew");
            assertThat(model.weights()).usingRecursiveComparison().isEqualTo(starts.getFirst());
            assertThat(model.optimizerState().steps()).isZero();
        }
    }

    @Test
    void aSampleOfTheData() {
        float[] images = images();
        images[7 * IMAGE.size() + 3] = Float.NaN;
        try (Model model = model(x -> x)) {
            NonFiniteLoss loss = failure(model, data(images, targets()), options(1));
            assertThat(loss.origin()).isEqualTo(
                    "sample 7 of the data for input_layer holds a number that is not finite");
            assertThat(loss.batch()).isEqualTo(2);
            assertThat(isFinite(model.weights())).isTrue();
            assertThat(model.fit(data(images(), targets()), options(1)).get("loss")[0]).isFinite();
        }
    }

    @Test
    void aTarget() {
        float[] targets = targets();
        targets[2] = Float.POSITIVE_INFINITY;
        try (Model model = model(x -> x)) {
            NonFiniteLoss loss = failure(model, data(images(), targets), options(1));
            assertThat(loss.origin()).contains("the target of sample 0 of the data for output dense");
            assertThat(loss.message()).contains("in epoch 1, batch 1 (step 1): the target", "correct the data");
        }
    }

    @Test
    void theLossItself() {
        try (Model model = Sequential.of(
                Input.of(IMAGE.toArray()), Flatten.of(), Dense.of(3).activation(SOFTMAX))) {
            model.compile(new SGD(0.01), Loss.of("mine", (t, y) -> y.add(-2).log()));
            assertThat(failure(model, data(images(), targets()), options(1)).origin())
                    .isEqualTo("the outputs of all layers are finite, but the loss of them is not");
        }
    }
}
