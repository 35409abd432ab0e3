package io.fovea.examples;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static io.fovea.custom.SymbolicTensor.CHANNELS;

import io.fovea.Evaluation;
import io.fovea.Sequential;
import io.fovea.custom.SymbolicTensor;
import io.fovea.data.Dataset;
import io.fovea.data.Labels;
import io.fovea.data.TrainTest;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.losses.ComposedLoss;
import io.fovea.metrics.CategoricalAccuracy;
import io.fovea.metrics.Metric;
import io.fovea.optimizers.Adam;
import io.fovea.training.FitOptions;

/**
 * Lesson 7, a loss and a metric of one's own. The loss is composed of tensor functions: Poly-1 (Leng et al., arXiv:2204.12511), which
 * adds to a cross-entropy what the probability of the true class lacks to 1. The metric is a lambda.
 */
public final class OwnLoss {
    private OwnLoss() {}

    /** {@code -log p + epsilon (1 - p)}, where p is the probability of the true class. */
    record PolyLoss(double epsilon) implements ComposedLoss {
        @Override
        public String name() {
            return "poly_loss";
        }

        @Override
        public SymbolicTensor call(SymbolicTensor target, SymbolicTensor prediction) {
            SymbolicTensor p = target.multiply(prediction).sum(CHANNELS).clip(1e-7, 1);
            return p.multiply(-epsilon).add(epsilon).subtract(p.log());
        }
    }

    /** The mean probability of the true class. */
    private static final Metric CONFIDENCE = Metric.of("confidence", (output, target) -> {
        double sum = 0;
        for (int k = 0; k < output.length; k++) {
            sum += output[k] * target[k];
        }
        return sum;
    });

    /** What came out on test data. */
    record Result(double accuracy, double confidence) {}

    /** Trains and prints the accuracy and the confidence. */
    public static void main(String[] arguments) {
        Result result = run(DrawnShapes.make(800, 200), 6);
        System.out.printf("validation accuracy %.3f, confidence %.3f%n", result.accuracy(), result.confidence());
        if (result.accuracy() < 0.9) {
            System.exit(1);
        }
    }

    static Result run(TrainTest data, int epochs) {
        int classes = data.train().classNames().size();
        try (var model = Sequential.of(Input.of(data.train().images().shape().toArray()),
                Conv2D.of(16, 3).activation(RELU), Conv2D.of(16, 3).activation(RELU), MaxPooling2D.of(2), Flatten.of(),
                Dense.of(64).activation(RELU), Dense.of(classes).activation(SOFTMAX))) {
            model.compile(new Adam(), new PolyLoss(1), new CategoricalAccuracy(), CONFIDENCE);
            model.fit(oneHot(data.train(), classes), FitOptions.epochs(epochs).batch(16));
            Evaluation evaluation = model.evaluate(oneHot(data.test(), classes));
            return new Result(evaluation.get("categorical_accuracy"), evaluation.get("confidence"));
        }
    }

    private static Dataset oneHot(Dataset data, int classes) {
        return Dataset.of(data.images(), ((Labels) data.labels()).oneHot(classes), data.classNames());
    }
}
