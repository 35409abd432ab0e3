package io.fovea;

import static io.fovea.activations.Activations.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.FeatureMap;
import io.fovea.custom.FloatBlock;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.PerSampleLoss;
import io.fovea.custom.SampleContext;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateStep;
import io.fovea.data.Dataset;
import io.fovea.initializers.Constant;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Lowering;
import io.fovea.layers.Weight;
import io.fovea.losses.CategoricalCrossentropy;
import io.fovea.losses.Loss;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;
import io.fovea.training.FitOptions;

/** Layers, losses and optimizers written with checked views compute what Fovea's own do, and can't reach anything else. */
class CustomCodeTest {
    /** {@code y = factor[c] x + shift[c]} for each channel c. */
    private record Affine(String name) implements Layer, CustomOperation {
        @Override
        public Affine named(String newName) {
            return new Affine(newName);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Layer.single(inputs);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            Shape channels = Shape.of(inputs.getFirst().channels());
            return List.of(
                    new Weight("factor", channels, new Constant(2), true),
                    new Weight("shift", channels, new Constant(0), true));
        }

        @Override
        public Value lower(Lowering lowering, List<Value> inputs) {
            return lowering.apply(this, inputs, outputShape(lowering.inputShapes()));
        }

        @Override
        public void forward(SampleContext sample) {
            FeatureMap x = sample.input(0);
            for (int r = 0; r < x.height(); r++) {
                for (int c = 0; c < x.width(); c++) {
                    for (int k = 0; k < x.channels(); k++) {
                        sample.output().set(
                                r, c, k, sample.weight(0).get(k) * x.get(r, c, k) + sample.weight(1).get(k));
                    }
                }
            }
        }

        @Override
        public void backward(SampleContext sample) {
            FeatureMap x = sample.input(0);
            float[] dy = new float[x.width() * x.channels()];
            float[] dx = new float[dy.length];
            for (int r = 0; r < x.height(); r++) {
                sample.outputGradient().readRow(r, dy, 0);
                for (int i = 0; i < dy.length; i++) {
                    int k = i % x.channels();
                    dx[i] = sample.weight(0).get(k) * dy[i];
                    sample.weightGradient(0).add(k, dy[i] * x.get(r, i / x.channels(), k));
                    sample.weightGradient(1).add(k, dy[i]);
                }
                sample.inputGradient(0).writeRow(r, dx, 0);
            }
        }
    }

    /** Half the squared distance. */
    private record Squares(String name) implements Loss, PerSampleLoss {
        @Override
        public Shape targetShape(Shape output) {
            return output;
        }

        @Override
        public PerSampleLoss perSampleLoss() {
            return this;
        }

        @Override
        public double value(FloatBlock output, FloatBlock target) {
            double sum = 0;
            for (int i = 0; i < output.size(); i++) {
                double d = output.get(i) - target.get(i);
                sum += d * d / 2;
            }
            return sum;
        }

        @Override
        public void gradient(FloatBlock output, FloatBlock target, float scale, FloatBlock gradient) {
            for (int i = 0; i < output.size(); i++) {
                gradient.set(i, scale * (output.get(i) - target.get(i)));
            }
        }
    }

    /** SGD with momentum, once more. */
    private record Momentum(String name, double learningRate) implements Optimizer, UpdateRule {
        @Override
        public Optimizer learningRate(double rate) {
            return new Momentum(name, rate);
        }

        @Override
        public UpdateRule rule() {
            return this;
        }

        @Override
        public int states() {
            return 1;
        }

        @Override
        public void update(
                UpdateStep step, ParameterInfo parameter, FloatBlock weights, List<FloatBlock> states,
                FloatBlock gradient) {
            FloatBlock velocity = states.getFirst();
            for (int i = 0; i < weights.size(); i++) {
                velocity.set(i, 0.9f * velocity.get(i) - step.rate() * gradient.get(i));
                weights.add(i, velocity.get(i));
            }
        }
    }

    private static Dataset data() {
        return Dataset.of(Small.samples(8), Small.vectors(8, 4));
    }

    private static Model model() {
        Model model = Sequential.of(
                Input.of(6, 6, 3), Conv2D.of(5, 3).activation(TANH), new Affine(""), Conv2D.of(4, 3), Flatten.of(),
                Dense.of(4));
        model.compile(new SGD(), new Squares("squares"));
        return model;
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        double rate = 1e-3;
        try (Model model = model()) {
            model.compile(new SGD(rate), new Squares("squares"));
            List<float[]> before = model.weights();
            double loss = model.evaluate(data()).loss();
            assertThat(loss).isPositive();
            model.fit(data(), FitOptions.epochs(1).batch(8));
            List<float[]> after = model.weights();
            for (int w = 0; w < before.size(); w++) {
                for (int i = 0; i < before.get(w).length; i += 3) {
                    double gradient = (before.get(w)[i] - after.get(w)[i]) / rate;
                    double h = 3e-3;
                    double difference = (shifted(model, before, w, i, h) - shifted(model, before, w, i, -h)) / (2 * h);
                    // Rounding of the outputs and of the change of the weights.
                    assertThat(gradient).as("weight %d[%d]", w, i)
                            .isCloseTo(difference, offset(2e-3 + 2e-2 * Math.abs(difference)));
                }
            }
        }
    }

    private static double shifted(Model model, List<float[]> weights, int weight, int index, double by) {
        List<float[]> changed = weights.stream().map(float[]::clone).toList();
        changed.get(weight)[index] += (float) by;
        model.setWeights(changed);
        return model.evaluate(data()).loss();
    }

    @Test
    void theSameBitsWithAnyNumberOfThreads() {
        List<float[]> expected = trained(1);
        for (int threads = 2; threads <= 3; threads++) {
            assertThat(trained(threads)).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    private static List<float[]> trained(int threads) {
        try (Model model = model()) {
            model.threads(threads);
            model.compile(new Momentum("own", 1e-3), new Squares("squares"));
            model.fit(data(), FitOptions.epochs(2).batch(3));
            return model.weights();
        }
    }

    @Test
    void anOwnOptimizerUpdatesLikeFoveas() {
        try (Model own = model(); Model fovea = model()) {
            own.compile(new Momentum("own", 1e-3), new Squares("squares"));
            fovea.compile(new SGD(1e-3, 0.9, false), new Squares("squares"));
            own.fit(data(), FitOptions.epochs(3).batch(4));
            fovea.fit(data(), FitOptions.epochs(3).batch(4));
            for (int w = 0; w < own.weights().size(); w++) {
                // Ours fuses multiplication and addition.
                assertThat(own.weights().get(w)).containsExactly(fovea.weights().get(w), offset(1e-5f));
            }
        }
    }

    /** Reads and writes outside, and a view that was kept. */
    @Test
    void viewsAreChecked() {
        AtomicReference<FeatureMap> kept = new AtomicReference<>();
        CustomOperation prying = new CustomOperation() {
            @Override
            public void forward(SampleContext sample) {
                FeatureMap x = sample.input(0);
                kept.set(x);
                for (int[] at : new int[][]{{-1, 0, 0}, {6, 0, 0}, {0, -1, 0}, {0, 6, 0}, {0, 0, -1}, {0, 0, 3}}) {
                    assertThatThrownBy(() -> x.get(at[0], at[1], at[2])).isInstanceOf(IndexOutOfBoundsException.class);
                    assertThatThrownBy(() -> x.set(at[0], at[1], at[2], 1))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
                assertThatThrownBy(() -> x.readRow(0, new float[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> x.writeRow(6, new float[18], 0)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> sample.inputGradient(0)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("no gradients in the forward pass");
                assertThatThrownBy(() -> sample.input(1)).isInstanceOf(IndexOutOfBoundsException.class);
            }

            @Override
            public void backward(SampleContext sample) {}
        };
        record Prying(String name, CustomOperation operation) implements Layer {
            @Override
            public Layer named(String newName) {
                return this;
            }

            @Override
            public Shape outputShape(List<Shape> inputs) {
                return Layer.single(inputs);
            }

            @Override
            public Value lower(Lowering lowering, List<Value> inputs) {
                return lowering.apply(operation, inputs, outputShape(lowering.inputShapes()));
            }
        }
        Model model = Sequential.of(Input.of(6, 6, 3), new Prying("prying", prying));
        model.predict(Small.samples(1));
        model.close();
        assertThatThrownBy(() -> kept.get().get(0, 0, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOwnLossTrains() {
        try (Model model = model()) {
            model.compile(new SGD(1e-3), new Squares("squares"));
            double before = model.evaluate(data()).loss();
            model.fit(data(), FitOptions.epochs(20).batch(4));
            assertThat(model.evaluate(data()).loss()).isLessThan(before / 2);
            model.compile(new SGD(), new CategoricalCrossentropy());
        }
    }
}
