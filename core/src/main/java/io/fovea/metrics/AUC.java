package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * The area under a curve over thresholds: how well the outputs separate positives (targets other than 0) from negatives, whatever the
 * threshold. As in Keras the curve is taken at thresholds that divide [0, 1] evenly.
 *
 * <p>Example: {@code new AUC()} of a sigmoid's output, {@code new AUC(AUC.Curve.PR)}
 *
 * @param numThresholds 2 or more; default 200
 * @param curve default {@link Curve#ROC}
 * @param summation how the area between two points is taken; default {@link Summation#INTERPOLATION}
 * @param multiLabel whether each number of the output has an area of its own, of which the mean is taken; default false
 * @param fromLogits whether the outputs are the input of a sigmoid; default false
 */
public record AUC(int numThresholds, Curve curve, Summation summation, boolean multiLabel, boolean fromLogits)
        implements Metric {
    static final int MOST_THRESHOLDS = 1_000_000;

    /** What the area is under. */
    public enum Curve {
        /** The rate of true positives over that of false positives. */
        ROC,
        /** Precision over recall. */
        PR
    }

    /** The height between two points of the curve. */
    public enum Summation {
        /** Their mean; for {@link Curve#PR} the interpolation of Davis and Goadrich (2006). */
        INTERPOLATION,
        /** The less of both. */
        MINORING,
        /** The greater of both. */
        MAJORING
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when there are fewer than 2 thresholds, or more than a million
     */
    public AUC {
        Check.of("AUC")
                .check(numThresholds >= 2 && numThresholds <= MOST_THRESHOLDS, "numThresholds",
                        "2 to " + MOST_THRESHOLDS,
                        numThresholds)
                .present("curve", curve)
                .present("summation", summation);
    }

    /** Under the ROC curve. */
    public AUC() {
        this(Curve.ROC);
    }

    /** With 200 thresholds. */
    public AUC(Curve curve) {
        this(200, curve, Summation.INTERPOLATION, false, false);
    }

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public int sums(int channels) {
        return (multiLabel ? channels : 1) * ThresholdCounts.size(numThresholds);
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        for (int k = 0; k < output.length; k++) {
            float p = fromLogits ? (float) (1 / (1 + StrictMath.exp(-output[k]))) : output[k];
            int at = multiLabel ? k * ThresholdCounts.size(numThresholds) : 0;
            ThresholdCounts.add(numThresholds, true, p, target[k] != 0, weight, sums, at);
        }
    }

    @Override
    public double result(double[] sums) {
        int labels = sums.length / ThresholdCounts.size(numThresholds);
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            var counts = new ThresholdCounts(numThresholds, sums, label * ThresholdCounts.size(numThresholds));
            sum += curve == Curve.PR && summation == Summation.INTERPOLATION ? interpolated(counts) : area(counts);
        }
        return sum / labels;
    }

    private double area(ThresholdCounts counts) {
        double area = 0;
        for (int i = 0; i + 1 < numThresholds; i++) {
            double y = y(counts, i);
            double next = y(counts, i + 1);
            double height = switch (summation) {
                case INTERPOLATION -> (y + next) / 2;
                case MINORING -> Math.min(y, next);
                case MAJORING -> Math.max(y, next);
            };
            area += (x(counts, i) - x(counts, i + 1)) * height;
        }
        return area;
    }

    private double x(ThresholdCounts counts, int i) {
        return curve == Curve.PR
                ? counts.recall(i)
                : Decisions.ratio(counts.falsePositives(i), counts.trueNegatives(i));
    }

    private double y(ThresholdCounts counts, int i) {
        return curve == Curve.PR ? counts.precision(i) : counts.recall(i);
    }

    /** Between two points the true positives grow linearly with all positives. */
    private double interpolated(ThresholdCounts counts) {
        double area = 0;
        for (int i = 0; i + 1 < numThresholds; i++) {
            double here = counts.truePositives(i) + counts.falsePositives(i);
            double next = counts.truePositives(i + 1) + counts.falsePositives(i + 1);
            double more = counts.truePositives(i) - counts.truePositives(i + 1);
            double slope = here > next ? more / (here - next) : 0;
            double intercept = counts.truePositives(i + 1) - slope * next;
            double logarithm = here > 0 && next > 0 ? StrictMath.log(here / next) : 0;
            double all = counts.truePositives(i + 1) + counts.falseNegatives(i + 1);
            area += all > 0 ? slope * (more + intercept * logarithm) / all : 0;
        }
        return area;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
