package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import java.util.ArrayList;
import java.util.List;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.TrainTest;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.RandomBrightness;
import io.fovea.layers.RandomTranslation;
import io.fovea.layers.Range;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.training.FitOptions;

/**
 * Lesson 6, augmentation: from few images a network learns them by heart; if each is seen at another place and with another brightness
 * every time, it learns what they have in common. The layers do something in training only.
 */
public final class Augmenting {
    private Augmenting() {}

    /** Trains without and with augmentation and prints the accuracies. */
    public static void main(String[] arguments) {
        double[] accuracies = run(DrawnShapes.make(800, 200), 60);
        System.out.printf("accuracy without augmentation %.3f, with it %.3f%n", accuracies[0], accuracies[1]);
        if (accuracies[1] <= accuracies[0]) {
            System.exit(1);
        }
    }

    /** The accuracies on test data, without and with augmentation. */
    static double[] run(TrainTest data, int epochs) {
        Dataset few = data.train().take(80);
        List<Layer> changes = List.of(
                RandomTranslation.of(0.3, 0.3), RandomBrightness.of(0.1).valueRange(Range.UNIT));
        return new double[]{accuracy(few, data.test(), List.of(), epochs), accuracy(few, data.test(), changes, epochs)};
    }

    private static double accuracy(Dataset train, Dataset test, List<Layer> changes, int epochs) {
        List<Layer> layers = new ArrayList<>(changes);
        layers.addAll(List.of(
                Conv2D.of(16, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2),
                Conv2D.of(16, 3).padding(SAME).activation(RELU), MaxPooling2D.of(2), Flatten.of(),
                Dense.of(32).activation(RELU), Dense.of(test.classNames().size()).activation(SOFTMAX)));
        try (Model model = Sequential.of(
                Input.of(test.images().shape().toArray()), layers.toArray(Layer[]::new))) {
            model.compile(new Adam(0.003), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(train, FitOptions.epochs(epochs).batch(16));
            return model.evaluate(test).get("sparse_categorical_accuracy");
        }
    }
}
