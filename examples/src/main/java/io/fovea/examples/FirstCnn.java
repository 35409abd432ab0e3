package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Sequential;
import io.fovea.data.Cifar10;
import io.fovea.data.TrainTest;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.tensor.Shape;
import io.fovea.training.FitOptions;

/**
 * Lesson 1, the first convolutional network: load CIFAR-10, build, train, ask. With the argument {@code cifar10} it learns the
 * real images (two minutes); without one, shapes that it draws itself (seconds).
 */
public final class FirstCnn {
    private FirstCnn() {}

    /** Trains and prints the validation accuracy. */
    public static void main(String[] arguments) {
        boolean real = arguments.length > 0 && arguments[0].equals("cifar10");
        double accuracy = run(real ? Cifar10.load() : DrawnShapes.make(800, 200), real ? 10 : 6);
        System.out.printf("validation accuracy %.3f%n", accuracy);
        if (accuracy < (real ? 0.66 : 0.9)) {
            System.exit(1);
        }
    }

    static double run(TrainTest data, int epochs) {
        Shape picture = data.train().images().shape();
        int classes = data.train().classNames().size();
        try (var model = Sequential.of(Input.of(picture.toArray()),
                Conv2D.of(32, 3).padding(SAME).activation(RELU), Conv2D.of(32, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2), Dropout.of(0.5), Flatten.of(),
                Dense.of(128).activation(RELU), Dense.of(classes).activation(SOFTMAX))) {
            System.out.println(model.summary());
            model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            var history = model.fit(data.train(), FitOptions.epochs(epochs).batch(10).validation(data.test()));
            int first = model.predictClasses(data.test().take(1).images())[0];
            System.out.println("the first test picture looks like: " + data.test().classNames().get(first));
            double[] accuracy = history.get("val_sparse_categorical_accuracy");
            return accuracy[accuracy.length - 1];
        }
    }
}
