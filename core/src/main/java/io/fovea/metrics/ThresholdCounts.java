package io.fovea.metrics;

/**
 * Decisions at many thresholds that divide [0, 1] evenly, counted as the histogram of the outputs of positives and of negatives.
 */
final class ThresholdCounts {
    private final double[] sums;
    private final int at;
    private final int thresholds;
    private final double[] positives;
    private final double[] negatives;

    /** The counts at {@code at} of {@code sums}: buckets of positives, then of negatives, and the two below every threshold. */
    ThresholdCounts(int thresholds, double[] sums, int at) {
        this.sums = sums;
        this.at = at;
        this.thresholds = thresholds;
        positives = fromAbove(0);
        negatives = fromAbove(thresholds + 1);
    }

    /** How many sums there are. */
    static int size(int thresholds) {
        return 2 * (thresholds + 1);
    }

    /**
     * Adds an output.
     *
     * @param lowest whether even 0 is above the first threshold
     */
    static void add(int thresholds, boolean lowest, float output, boolean positive, double weight, double[] sums,
            int at) {
        float inside = Math.min(Math.max(output, 0), 1);
        int bucket = (int) Math.ceil(inside * (thresholds - 1)) - 1;
        int index = lowest ? Math.max(bucket, 0) : bucket;
        // The last place is for what is above no threshold.
        sums[at + (positive ? 0 : thresholds + 1) + (index < 0 ? thresholds : index)] += weight;
    }

    private double[] fromAbove(int offset) {
        double[] above = new double[thresholds];
        double sum = 0;
        for (int i = thresholds - 1; i >= 0; i--) {
            sum += sums[at + offset + i];
            above[i] = sum;
        }
        return above;
    }

    private double all(int offset, double[] above) {
        return above[0] + sums[at + offset + thresholds];
    }

    double truePositives(int threshold) {
        return positives[threshold];
    }

    double falsePositives(int threshold) {
        return negatives[threshold];
    }

    double falseNegatives(int threshold) {
        return all(0, positives) - positives[threshold];
    }

    double trueNegatives(int threshold) {
        return all(thresholds + 1, negatives) - negatives[threshold];
    }

    double recall(int threshold) {
        return Decisions.ratio(truePositives(threshold), falseNegatives(threshold));
    }

    double precision(int threshold) {
        return Decisions.ratio(truePositives(threshold), falsePositives(threshold));
    }

    double specificity(int threshold) {
        return Decisions.ratio(trueNegatives(threshold), falsePositives(threshold));
    }
}
