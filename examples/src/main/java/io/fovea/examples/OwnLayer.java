package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;

import io.fovea.Sequential;
import io.fovea.data.TrainTest;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.training.FitOptions;

/** Lesson 3, a layer of one's own: {@link Maxout}, written outside Fovea against its exported interfaces. */
public final class OwnLayer {
    private OwnLayer() {}

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
                Conv2D.of(16, 3).activation(RELU), Conv2D.of(16, 3).activation(RELU), MaxPooling2D.of(2), Flatten.of(),
                Dense.of(64), Maxout.of(4),
                Dense.of(data.train().classNames().size()).activation(SOFTMAX))) {
            model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(data.train(), FitOptions.epochs(epochs).batch(16));
            return model.evaluate(data.test()).get("sparse_categorical_accuracy");
        }
    }
}
