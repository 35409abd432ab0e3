package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.TrainTest;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.training.FitOptions;

/**
 * Lesson 5, transfer: a network that knows bars in four directions learns from few images whether a bar is straight or slanted. First a
 * new head learns on the frozen trunk, then all of it at a lower rate.
 */
public final class TransferLearning {
    private static final int FEW = 60;

    private TransferLearning() {}

    /** Trains and prints the accuracy on the new task. */
    public static void main(String[] arguments) {
        double accuracy = run(DrawnShapes.make(800, 200), 8);
        System.out.printf("accuracy on the new task %.3f%n", accuracy);
        if (accuracy < 0.9) {
            System.exit(1);
        }
    }

    static double run(TrainTest data, int epochs) {
        Dataset few = straightOrSlanted(data.train(), FEW);
        Dataset test = straightOrSlanted(data.test(), data.test().size());
        try (Model base = trained(data.train(), epochs)) {
            // Nodes of a model keep their weights in another one.
            Node out = Dense.of(2).activation(SOFTMAX).named("straight_or_slanted").apply(base.node("features"));
            try (Model tuned = Graph.of(base.inputs().getFirst(), out)) {
                for (Layer layer : base.layers()) {
                    if (tuned.layers().contains(layer)) {
                        tuned.trainable(layer, false);
                    }
                }
                tuned.compile(new Adam(0.01), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
                tuned.fit(few, FitOptions.epochs(20).batch(10));
                tuned.layers().forEach(layer -> tuned.trainable(layer, true));
                tuned.compile(new Adam(0.0005), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
                tuned.fit(few, FitOptions.epochs(5).batch(10));
                return tuned.evaluate(test).get("sparse_categorical_accuracy");
            }
        }
    }

    private static Model trained(Dataset data, int epochs) {
        Model model = Sequential.of(
                Input.of(data.images().shape().toArray()), Conv2D.of(16, 3).padding(SAME).activation(RELU),
                MaxPooling2D.of(2), Conv2D.of(32, 3).padding(SAME).activation(RELU),
                GlobalMaxPooling2D.of().named("features"), Dense.of(data.classNames().size()).activation(SOFTMAX));
        model.compile(new Adam(0.003), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        model.fit(data, FitOptions.epochs(epochs).batch(16));
        return model;
    }

    /** The first images with another question: classes 0 and 1 are straight, 2 and 3 are slanted. */
    private static Dataset straightOrSlanted(Dataset data, int count) {
        Dataset part = data.take(count);
        int[] labels = new int[count];
        float[] label = new float[1];
        for (int i = 0; i < count; i++) {
            part.targets().getFirst().read(i, label, 0);
            labels[i] = (int) label[0] / 2;
        }
        return Dataset.of(part.images(), new Labels(labels));
    }
}
