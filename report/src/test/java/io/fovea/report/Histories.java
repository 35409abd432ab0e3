package io.fovea.report;

import java.util.LinkedHashMap;
import java.util.Map;

import io.fovea.training.History;

/** Made-up trainings. */
final class Histories {
    static final String ACCURACY = "sparse_categorical_accuracy";

    private Histories() {}

    /** A history of these curves; validation that is shorter than the training is left out. */
    static History of(double[] loss, double[] accuracy, double[] validationLoss, double[] validationAccuracy) {
        History history = new History();
        for (int i = 0; i < loss.length; i++) {
            Map<String, Double> logs = new LinkedHashMap<>();
            logs.put("loss", loss[i]);
            logs.put(ACCURACY, accuracy[i]);
            if (i < validationLoss.length) {
                logs.put("val_loss", validationLoss[i]);
                logs.put("val_" + ACCURACY, validationAccuracy[i]);
            }
            history.add(new History.Epoch(i + 1, logs, 10 + i));
        }
        return history;
    }

    static History withoutValidation(double... loss) {
        double[] accuracy = new double[loss.length];
        for (int i = 0; i < loss.length; i++) {
            accuracy[i] = 1 - loss[i] / 4;
        }
        return of(loss, accuracy, new double[0], new double[0]);
    }

    /** The course of the classic tutorial: best after the third epoch, by heart from then on. */
    static History overfitting() {
        return of(
                new double[]{1.44, 1.12, 0.98, 0.88, 0.80, 0.74, 0.69, 0.65, 0.61, 0.58},
                new double[]{0.48, 0.60, 0.655, 0.69, 0.717, 0.74, 0.757, 0.77, 0.781, 0.79},
                new double[]{1.16, 1.02, 0.95, 0.96, 0.97, 0.99, 1.00, 1.04, 1.07, 1.10},
                new double[]{0.59, 0.64, 0.672, 0.675, 0.68, 0.686, 0.68, 0.677, 0.67, 0.676});
    }
}
