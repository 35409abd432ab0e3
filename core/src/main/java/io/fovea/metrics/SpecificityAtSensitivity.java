package io.fovea.metrics;

import java.util.Optional;

import io.fovea.description.Check;

/**
 * The best specificity over all thresholds that have at least a given sensitivity.
 *
 * @param sensitivity what is asked for, 0 to 1
 * @param numThresholds thresholds that divide [0, 1] evenly, 2 or more; default 200
 * @param classId the only class that is looked at; default all
 */
public record SpecificityAtSensitivity(double sensitivity, int numThresholds, Optional<Integer> classId)
        implements Metric {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public SpecificityAtSensitivity {
        Check.of("SpecificityAtSensitivity")
                .present("classId", classId)
                .check(sensitivity >= 0 && sensitivity <= 1, "sensitivity", "a number in [0, 1]", sensitivity)
                .check(numThresholds >= 2 && numThresholds <= AUC.MOST_THRESHOLDS, "numThresholds",
                        "2 to " + AUC.MOST_THRESHOLDS, numThresholds)
                .check(classId.orElse(0) >= 0, "classId", "0 or more", classId);
    }

    /** With 200 thresholds, of all classes. */
    public SpecificityAtSensitivity(double sensitivity) {
        this(sensitivity, 200, Optional.empty());
    }

    @Override
    public String name() {
        return "specificity_at_sensitivity";
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
            if (counts.recall(i) >= sensitivity) {
                best = Math.max(best, counts.specificity(i));
            }
        }
        return best;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
