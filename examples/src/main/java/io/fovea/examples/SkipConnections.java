package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.layers.Padding.SAME;

import io.fovea.Graph;
import io.fovea.data.TrainTest;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.SGD;
import io.fovea.training.FitOptions;

/** Lesson 2, a graph of layers: two residual blocks (He et al., arXiv:1512.03385) with batch normalization. */
public final class SkipConnections {
    private SkipConnections() {}

    /** Trains and prints the validation accuracy. */
    public static void main(String[] arguments) {
        double accuracy = run(DrawnShapes.make(800, 200), 6);
        System.out.printf("validation accuracy %.3f%n", accuracy);
        if (accuracy < 0.9) {
            System.exit(1);
        }
    }

    static double run(TrainTest data, int epochs) {
        Node in = Input.of(data.train().images().shape().toArray()).apply();
        Node x = Conv2D.of(16, 3).padding(SAME).activation(RELU).apply(in);
        x = block(x, 16, 1);
        x = block(x, 32, 2);
        Node out = Dense.of(data.train().classNames().size()).activation(SOFTMAX)
                .apply(GlobalAveragePooling2D.of().apply(x));
        try (var model = Graph.of(in, out)) {
            model.compile(
                    new SGD(0.05, 0.9, true), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(data.train(), FitOptions.epochs(epochs).batch(16));
            return model.evaluate(data.test()).get("sparse_categorical_accuracy");
        }
    }

    private static Node block(Node x, int filters, int stride) {
        Node y = Conv2D.of(filters, 3).strides(stride).padding(SAME).useBias(false).apply(x);
        y = Activation.of(RELU).apply(BatchNormalization.of().momentum(0.9).apply(y));
        y = Conv2D.of(filters, 3).padding(SAME).useBias(false).apply(y);
        y = BatchNormalization.of().momentum(0.9).apply(y);
        Node shortcut = stride == 1 ? x : Conv2D.of(filters, 1).strides(stride).useBias(false).apply(x);
        return Activation.of(RELU).apply(Add.of().apply(y, shortcut));
    }
}
