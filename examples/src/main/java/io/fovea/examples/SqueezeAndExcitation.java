package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.custom.SymbolicTensor.HEIGHT;
import static io.fovea.custom.SymbolicTensor.WIDTH;

import java.util.List;

import io.fovea.Sequential;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.data.TrainTest;
import io.fovea.initializers.VarianceScaling;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Weight;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;
import io.fovea.training.FitOptions;

/**
 * Lesson 4, a layer composed of tensor functions: squeeze and excitation (Hu et al., arXiv:1709.01507). It says what it computes; shapes,
 * memory and gradients follow from that.
 */
public final class SqueezeAndExcitation {
    private SqueezeAndExcitation() {}

    /** Weighs each channel by what all channels are on average over the picture. */
    record Gate(String name, int hidden) implements ComposedLayer {
        @Override
        public Gate named(String newName) {
            return new Gate(newName, hidden);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            int channels = inputs.getFirst().channels();
            return List.of(
                    new Weight("squeeze", Shape.of(channels, hidden), VarianceScaling.GLOROT_UNIFORM, true),
                    new Weight("excite", Shape.of(hidden, channels), VarianceScaling.GLOROT_UNIFORM, true));
        }

        @Override
        public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
            SymbolicTensor x = inputs.getFirst();
            SymbolicTensor gate = x.mean(HEIGHT, WIDTH).matmul(weights.get("squeeze")).relu()
                    .matmul(weights.get("excite")).sigmoid();
            return x.multiply(gate);
        }
    }

    /** Trains and prints the validation accuracy. */
    public static void main(String[] arguments) {
        double accuracy = run(DrawnShapes.make(800, 200), 6);
        System.out.printf("validation accuracy %.3f%n", accuracy);
        if (accuracy < 0.9) {
            System.exit(1);
        }
    }

    static double run(TrainTest data, int epochs) {
        try (var model = Sequential.of(Input.of(data.train().images().shape().toArray()),
                Conv2D.of(16, 3).activation(RELU), new Gate("", 4), Conv2D.of(16, 3).activation(RELU),
                MaxPooling2D.of(2), Flatten.of(), Dense.of(64).activation(RELU),
                Dense.of(data.train().classNames().size()).activation(SOFTMAX))) {
            model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(data.train(), FitOptions.epochs(epochs).batch(16));
            return model.evaluate(data.test()).get("sparse_categorical_accuracy");
        }
    }
}
