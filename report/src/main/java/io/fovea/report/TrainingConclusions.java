package io.fovea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the learning curves tell: whether the training went astray, stopped too early or went on for too long. */
final class TrainingConclusions {
    /**
     * A loss within this share of the best one is called unchanged: batches are drawn at random, so a curve trembles.
     */
    private static final double UNCHANGED = 0.02;
    /** More difference than this between training and validation accuracy is worth a word. */
    private static final double GAP = 0.05;

    private final LearningCurves curves;
    private final int last;

    private TrainingConclusions(LearningCurves curves) {
        this.curves = curves;
        last = Math.max(curves.loss().length, curves.accuracy().length) - 1;
    }

    static List<String> of(LearningCurves curves) {
        TrainingConclusions conclusions = new TrainingConclusions(curves);
        return conclusions.last < 0 ? List.of() : conclusions.sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Optional<String> astray = astray();
        astray.ifPresent(sentences::add);
        bestAccuracy().ifPresent(sentences::add);
        if (last == 0) {
            sentences.add(
                    "One epoch is too short to see a trend: train for several to see whether the model still "
                            + "improves.");
        } else if (astray.isEmpty()) {
            trend().ifPresent(sentences::add);
            gap().ifPresent(sentences::add);
        }
        if (!curves.validated()) {
            sentences.add(
                    "No data were held back for validation, so the curves can't show whether the model only learns its "
                            + "training images by heart.");
        }
        return sentences;
    }

    private Optional<String> astray() {
        for (int i = 0; i < curves.loss().length; i++) {
            if (Double.isNaN(curves.loss()[i])) {
                return Optional.of("From epoch " + (i + 1)
                        + " on, the loss is no number any more: the training went astray. A "
                        + "smaller learning rate usually helps; pixels that are not scaled to 0…1 are another "
                        + "common reason.");
            }
        }
        return Optional.empty();
    }

    private Optional<String> bestAccuracy() {
        double[] accuracy = curves.validationAccuracy();
        return LearningCurves.highest(accuracy).map(best -> {
            String sentence =
                    "Validation accuracy is best after epoch " + (best + 1) + " (" + number(accuracy[best]) + ")";
            if (best == last) {
                return sentence + (last == 0 ? "." : ", the last one.");
            }
            return sentence + "; after the last epoch, " + (last + 1) + ", it is " + number(accuracy[last]) + ".";
        });
    }

    private Optional<String> trend() {
        if (curves.validationLoss().length == 0) {
            return trainingTrend();
        }
        return LearningCurves.lowest(curves.validationLoss()).map(best -> validationTrend(best));
    }

    private String validationTrend(int best) {
        double[] loss = curves.loss();
        double[] validation = curves.validationLoss();
        String lowest = "Validation loss is lowest after epoch " + (best + 1) + " (" + number(validation[best]) + ")";
        if (best == last) {
            return lowest + ", the last one: the model was still improving. Train for more epochs.";
        }
        boolean risen = !(validation[last] <= validation[best] * (1 + UNCHANGED));
        boolean stillLearning = loss.length > last && loss[last] < loss[best] * (1 - UNCHANGED);
        if (risen && stillLearning) {
            return lowest + ". From epoch " + (best + 2)
                    + " on the model overfits: the training loss still falls (from "
                    + number(loss[best]) + " to " + number(loss[last]) + ") while the validation loss rises (to "
                    + number(validation[last])
                    + "). It learns its training images by heart. Early stopping, more dropout or "
                    + "augmented images help.";
        }
        if (risen) {
            return lowest + " and has risen since (to " + number(validation[last])
                    + "), though the training loss does not fall "
                    + "either: the steps may be too large. Try a smaller learning rate.";
        }
        return lowest + " and has hardly changed since: more epochs of the same kind would bring little.";
    }

    private Optional<String> trainingTrend() {
        double[] loss = curves.loss();
        return LearningCurves.lowest(loss).map(best -> {
            String course = "Training loss went from " + number(loss[0]) + " to " + number(loss[last]);
            return loss[last] < loss[last - 1] * (1 - UNCHANGED)
                    ? course + " and was still falling: the model was still learning."
                    : course + " and did not fall any more in the last epoch; it was lowest after epoch " + (best + 1)
                            + ".";
        });
    }

    private Optional<String> gap() {
        if (curves.accuracy().length == 0 || curves.validationAccuracy().length == 0) {
            return Optional.empty();
        }
        double training = curves.accuracy()[last];
        double validation = curves.validationAccuracy()[last];
        if (!(training - validation > GAP)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "At the end the model recognises %.1f%% of the images it learnt from but only %.1f%% of those it "
                        + "has never "
                        + "seen, a gap of %.1f points.",
                100 * training, 100 * validation, 100 * (training - validation)));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "not a number" : String.format(Locale.ROOT, "%.3f", value);
    }
}
