package io.fovea.metrics;

import java.util.Optional;

import io.fovea.description.Check;

/**
 * The best sensitivity over all thresholds that have at least a given specificity.
 *
 * @param specificity what is asked for, 0 to 1
 * @param numThresholds thresholds that divide [0, 1] evenly, 2 or more; default 200
 * @param classId the only class that is looked at; default all
 */
public record SensitivityAtSpecificity(double specificity, int numThresholds, Optional<Integer> classId)
        implements Metric {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public SensitivityAtSpecificity {
        Check.of("SensitivityAtSpecificity")
                .present("classId", classId)
                .check(specificity >= 0 && specificity <= 1, "specificity", "a number in [0, 1]", specificity)
                .check(numThresholds >= 2 && numThresholds <= AUC.MOST_THRESHOLDS, "numThresholds",
                        "2 to " + AUC.MOST_THRESHOLDS, numThresholds)
                .check(classId.orElse(0) >= 0, "classId", "0 or more", classId);
    }

    /** With 200 thresholds, of all classes. */
    public SensitivityAtSpecificity(double specificity) {
        this(specificity, 200, Optional.empty());
    }

    @Override
    public String name() {
        return "sensitivity_at_specificity";
    }

    @Override
    public int sums(int channels) {
        return ThresholdCounts.size(numThresholds);
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        for (int k = 0; k < output.length; k++) {
            if (classId.isEmpty() || classId.get() == k) {
                ThresholdCounts.add(numThresholds, false, output[k], target[k] != 0, weight, sums, 0);
            }
        }
    }

    @Override
    public double result(double[] sums) {
        ThresholdCounts counts = new ThresholdCounts(numThresholds, sums, 0);
        double best = 0;
        for (int i = 0; i < numThresholds; i++) {
            if (counts.specificity(i) >= specificity) {
                best = Math.max(best, counts.recall(i));
            }
        }
        return best;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
