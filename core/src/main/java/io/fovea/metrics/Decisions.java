package io.fovea.metrics;

import java.util.Optional;

import io.fovea.description.Check;

/**
 * Outputs taken for yes or no by a threshold, counted against targets of yes (not 0) or no (0).
 *
 * @param threshold above which an output means yes
 * @param topK how many of the greatest outputs alone can mean yes
 * @param classId the only number of the output that is looked at
 */
record Decisions(double threshold, Optional<Integer> topK, Optional<Integer> classId) {
    static final int TRUE_POSITIVES = 0;
    static final int FALSE_POSITIVES = 1;
    static final int TRUE_NEGATIVES = 2;
    static final int FALSE_NEGATIVES = 3;
    static final int COUNTS = 4;

    /** Where every output that is among the greatest means yes. */
    static final double ANY = -1e10;

    static void check(String owner, double threshold, Optional<Integer> topK, Optional<Integer> classId) {
        Check.of(owner)
                .present("topK", topK)
                .present("classId", classId)
                .check(threshold >= 0 && threshold <= 1 || threshold == ANY && topK.isPresent(), "threshold",
                        "a number in [0, 1]", threshold)
                .check(topK.orElse(1) >= 1, "topK", "1 or more", topK)
                .check(classId.orElse(0) >= 0, "classId", "0 or more", classId);
    }

    /** Adds a position to the four counts. */
    void add(float[] output, float[] target, double weight, double[] counts) {
        if (classId.isPresent()) {
            addOne(classId.get(), output, target, weight, counts);
            return;
        }
        for (int k = 0; k < output.length; k++) {
            addOne(k, output, target, weight, counts);
        }
    }

    private void addOne(int k, float[] output, float[] target, double weight, double[] counts) {
        boolean said = output[k] > (float) threshold && (topK.isEmpty() || isAmongGreatest(k, output, topK.get()));
        boolean is = target[k] != 0;
        if (said) {
            counts[is ? TRUE_POSITIVES : FALSE_POSITIVES] += weight;
        } else {
            counts[is ? FALSE_NEGATIVES : TRUE_NEGATIVES] += weight;
        }
    }

    /** Of equal ones, the first are the greater. */
    private static boolean isAmongGreatest(int own, float[] output, int most) {
        int greater = 0;
        for (int k = 0; k < output.length; k++) {
            if (output[k] > output[own] || k < own && output[k] == output[own]) {
                greater++;
            }
        }
        return greater < most;
    }

    static double ratio(double part, double rest) {
        return part + rest == 0 ? 0 : part / (part + rest);
    }
}
