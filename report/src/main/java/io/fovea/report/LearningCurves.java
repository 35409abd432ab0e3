package io.fovea.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.fovea.training.History;

/**
 * Loss and accuracy of a training, epoch by epoch, on the training and on the validation data. A curve that was
 * not recorded is empty; numbers that are missing or infinite are NaN.
 *
 * @param loss of the training data
 * @param validationLoss of the validation data
 * @param accuracy of the training data
 * @param validationAccuracy of the validation data
 * @param accuracyName what kind of accuracy it is: {@code sparse_categorical_accuracy}; empty if there is none
 */
record LearningCurves(
        double[] loss, double[] validationLoss, double[] accuracy, double[] validationAccuracy, String accuracyName) {
    static LearningCurves of(History history) {
        List<String> columns = history.columns();
        // A history may hold several metrics; top-k accuracy is not what "accuracy" means to a reader.
        Optional<String> accuracy = columns.stream()
                .filter(c -> c.endsWith("accuracy") && !c.startsWith("val_") && !c.contains("top_k"))
                .findFirst();
        return new LearningCurves(
                curve(history, "loss"), curve(history, "val_loss"),
                accuracy.map(a -> curve(history, a)).orElse(new double[0]),
                accuracy.map(a -> curve(history, "val_" + a)).orElse(new double[0]), accuracy.orElse(""));
    }

    private static double[] curve(History history, String column) {
        if (!history.columns().contains(column)) {
            return new double[0];
        }
        return Arrays.stream(history.get(column)).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    }

    /** Whether validation data were evaluated. */
    boolean validated() {
        return validationLoss.length > 0 || validationAccuracy.length > 0;
    }

    /** The index of the first of the lowest numbers; empty if there is no number. */
    static Optional<Integer> lowest(double[] curve) {
        return highest(Arrays.stream(curve).map(v -> -v).toArray());
    }

    /** The index of the first of the highest numbers; empty if there is no number. */
    static Optional<Integer> highest(double[] curve) {
        Optional<Integer> best = Optional.empty();
        for (int i = 0; i < curve.length; i++) {
            if (!Double.isNaN(curve[i]) && (best.isEmpty() || curve[i] > curve[best.get()])) {
                best = Optional.of(i);
            }
        }
        return best;
    }
}
