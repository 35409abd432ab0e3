package io.fovea.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the learning curves show: whether the training diverged, stopped too early or continued for too long. */
final class TrainingConclusions {
    /** A loss within this share of another one is called the same: batches are drawn at random, so curves fluctuate. */
    private static final double TOLERANCE = 0.02;
    /** Half a unit of the last digit that is printed: smaller differences would not be visible in the sentence. */
    private static final double INVISIBLE = 0.0005;
    /** A smaller difference between training and validation accuracy is not mentioned, in percentage points. */
    private static final double GAP = 5;

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
        Optional<String> diverged = notFinite("loss", curves.loss());
        diverged.map(
                sentence -> sentence + " A smaller learning rate usually helps; pixels that are not scaled to 0…1 are "
                        + "another common cause.")
                .ifPresent(sentences::add);
        Optional<String> validationDiverged = notFinite("validation loss", curves.validationLoss());
        validationDiverged.ifPresent(sentences::add);
        bestAccuracy().ifPresent(sentences::add);
        if (last == 0) {
            sentences.add(
                    "One epoch is too short for a trend: train for several to see whether the model still improves.");
        } else if (diverged.isEmpty() && validationDiverged.isEmpty()) {
            trend().ifPresent(sentences::add);
            gap().ifPresent(sentences::add);
        }
        if (!curves.validated()) {
            sentences.add(
                    "No validation data were held out, so the curves can't show whether the model only memorises its "
                            + "training images.");
        }
        return sentences;
    }

    private static Optional<String> notFinite(String what, double[] loss) {
        int[] epochs = IntStream.range(0, loss.length).filter(i -> Double.isNaN(loss[i])).toArray();
        if (epochs.length == 0) {
            return Optional.empty();
        }
        boolean toTheEnd = epochs.length == loss.length - epochs[0];
        String when = toTheEnd && epochs.length > 1
                ? "From epoch " + (epochs[0] + 1) + " on"
                : epochs.length == 1 ? "In epoch " + (epochs[0] + 1) : "In " + epochs.length + " epochs";
        return Optional.of(when + ", the " + what + " is not a finite number.");
    }

    private Optional<String> bestAccuracy() {
        double[] accuracy = curves.validationAccuracy();
        return LearningCurves.highest(accuracy).map(best -> {
            String sentence =
                    "Validation accuracy is highest after epoch " + (best + 1) + " (" + number(accuracy[best]) + ")";
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
        return LearningCurves.lowest(curves.validationLoss()).map(this::validationTrend);
    }

    private String validationTrend(int best) {
        double[] validation = curves.validationLoss();
        String lowest = "Validation loss is lowest after epoch " + (best + 1) + " (" + number(validation[best]) + ")";
        if (best == last) {
            double before = Arrays.stream(validation, 0, last).min().orElse(Double.NaN);
            return isLower(validation[last], before)
                    ? lowest + ", the last one: it was still falling. Train for more epochs."
                    : lowest + ", the last one, but hardly lower than before (" + number(before) + ").";
        }
        if (isLower(validation[best], validation[last])) {
            return lowest + rise(best);
        }
        boolean level = Arrays.stream(validation, best, last + 1).noneMatch(v -> isLower(validation[best], v));
        return level
                ? lowest + " and has hardly changed since: more epochs of the same kind would bring little."
                : lowest + "; it fluctuated since then, and is about the same after the last epoch ("
                        + number(validation[last]) + ").";
    }

    private String rise(int best) {
        double[] loss = curves.loss();
        String risen = number(curves.validationLoss()[last]);
        if (loss.length <= last) {
            return "; after the last one it is " + risen + ".";
        }
        String training = "from " + number(loss[best]) + " to " + number(loss[last]);
        return isLower(loss[last], loss[best])
                ? ". After that the model overfits: the training loss has fallen further (" + training
                        + ") while the validation loss has risen (to " + risen + "). Early stopping, more dropout or "
                        + "augmented images help."
                : " and has risen since (to " + risen + "), while the training loss has not fallen either (" + training
                        + "): the steps may be too large. Try a smaller learning rate.";
    }

    private Optional<String> trainingTrend() {
        double[] loss = curves.loss();
        return LearningCurves.lowest(loss).map(best -> {
            String ends = "from " + number(loss[0]) + " to " + number(loss[last]);
            if (best != last) {
                return "Training loss went " + ends + "; it was lowest after epoch " + (best + 1) + " ("
                        + number(loss[best]) + ").";
            }
            if (!isLower(loss[last], loss[0])) {
                return "Training loss has hardly changed (" + ends + ").";
            }
            double before = Arrays.stream(loss, 0, last).min().orElse(Double.NaN);
            return isLower(loss[last], before)
                    ? "Training loss fell " + ends + " and was still falling: train for more epochs."
                    : "Training loss fell " + ends + ", but hardly any more at the end.";
        });
    }

    private Optional<String> gap() {
        if (curves.accuracy().length <= last || curves.validationAccuracy().length <= last) {
            return Optional.empty();
        }
        // From the numbers as they are printed, so that the sentence adds up.
        double training = Math.round(1000 * curves.accuracy()[last]) / 10.0;
        double validation = Math.round(1000 * curves.validationAccuracy()[last]) / 10.0;
        if (Double.isNaN(curves.accuracy()[last] - curves.validationAccuracy()[last]) || training - validation <= GAP) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "In the last epoch the accuracy is %.1f%% on the training images but %.1f%% on the validation images, a gap "
                        + "of %.1f points.",
                training, validation, training - validation));
    }

    /** Whether a loss is lower than another by more than it fluctuates, and visibly. */
    private static boolean isLower(double loss, double other) {
        return other - loss > Math.max(INVISIBLE, TOLERANCE * Math.abs(other));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "not a number" : String.format(Locale.ROOT, "%.3f", value);
    }
}
