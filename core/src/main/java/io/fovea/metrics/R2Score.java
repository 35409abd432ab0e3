package io.fovea.metrics;

import io.fovea.description.Check;

/**
 * The coefficient of determination: 1 minus the squared error over the variance of the targets, for each number of the output.
 *
 * @param aggregation how the numbers' scores become one; default {@link Aggregation#UNIFORM_AVERAGE}
 * @param numRegressors inputs of a linear model, for the adjusted score; default 0, not adjusted
 */
public record R2Score(Aggregation aggregation, int numRegressors) implements Metric {
    /** How the scores of several numbers become one. */
    public enum Aggregation {
        /** A score for each ({@link Metric#results}); as one number, their mean. */
        NONE,
        /** Their mean. */
        UNIFORM_AVERAGE,
        /** Their mean, weighted by the variance of the targets. */
        VARIANCE_WEIGHTED_AVERAGE
    }

    private static final int SUM = 0;
    private static final int SQUARES = 1;
    private static final int ERROR = 2;
    private static final int WEIGHT = 3;
    private static final int EACH = 4;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when there are fewer than 0 regressors
     */
    public R2Score {
        Check.of("R2Score").present("aggregation", aggregation).atLeast(0, "numRegressors", numRegressors);
    }

    /** The mean of the scores, not adjusted. */
    public R2Score() {
        this(Aggregation.UNIFORM_AVERAGE, 0);
    }

    @Override
    public String name() {
        return "r2_score";
    }

    @Override
    public int sums(int channels) {
        return EACH * channels + 1;
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        for (int k = 0; k < output.length; k++) {
            double error = (double) target[k] - output[k];
            sums[EACH * k + SUM] += weight * target[k];
            sums[EACH * k + SQUARES] += weight * target[k] * target[k];
            sums[EACH * k + ERROR] += weight * error * error;
            sums[EACH * k + WEIGHT] += weight;
        }
        sums[sums.length - 1] += output.length;
    }

    @Override
    public double result(double[] sums) {
        double sum = 0;
        double shares = 0;
        for (int k = 0; k < sums.length / EACH; k++) {
            double share = aggregation == Aggregation.VARIANCE_WEIGHTED_AVERAGE ? variation(sums, k) : 1;
            sum += share * score(sums, k);
            shares += share;
        }
        return adjusted(sum / shares, sums);
    }

    @Override
    public double[] results(double[] sums) {
        if (aggregation != Aggregation.NONE) {
            return new double[]{result(sums)};
        }
        double[] scores = new double[sums.length / EACH];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = adjusted(score(sums, k), sums);
        }
        return scores;
    }

    private static double variation(double[] sums, int k) {
        double sum = sums[EACH * k + SUM];
        return sums[EACH * k + SQUARES] - sum * sum / sums[EACH * k + WEIGHT];
    }

    private static double score(double[] sums, int k) {
        if (sums[EACH * k + WEIGHT] == 0) {
            return 0;
        }
        double score = 1 - sums[EACH * k + ERROR] / variation(sums, k);
        return Double.isInfinite(score) ? 0 : score;
    }

    /** Keras counts every number of the targets as a sample here. */
    private double adjusted(double score, double[] sums) {
        double samples = sums[sums.length - 1];
        return numRegressors == 0 || numRegressors >= samples - 1
                ? score
                : 1 - (1 - score) * (samples - 1) / (samples - numRegressors - 1);
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
