package io.fovea.metrics;

import java.util.Optional;

import io.fovea.description.Check;

/**
 * The harmonic mean of precision and recall, in which recall counts {@code beta} times as much: {@code (1 + b^2) P R / (b^2 P + R)}.
 * Output and target have one number for each class. With {@code beta = 1} it is the F1 score: {@link #f1()}.
 *
 * @param average how the classes' scores become one; default {@link Average#NONE}
 * @param beta greater than 0; default 1
 * @param threshold above which an output means yes, in (0, 1]; default none: only the greatest does
 */
public record FBetaScore(Average average, double beta, Optional<Double> threshold) implements Metric {
    private static final int TRUE_POSITIVES = 0;
    private static final int FALSE_POSITIVES = 1;
    private static final int FALSE_NEGATIVES = 2;
    private static final int SUPPORT = 3;
    private static final int COUNTS = 4;
    private static final double EPSILON = 1e-7;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public FBetaScore {
        Check.of("FBetaScore")
                .present("average", average)
                .present("threshold", threshold)
                .positive("beta", beta)
                .check(threshold.isEmpty() || threshold.get() > 0 && threshold.get() <= 1, "threshold",
                        "a number in (0, 1]", threshold);
    }

    /** With beta = 1: the F1 score, of each class by itself. */
    public static FBetaScore f1() {
        return f1(Average.NONE);
    }

    /** With beta = 1: the F1 score. */
    public static FBetaScore f1(Average average) {
        return new FBetaScore(average, 1, Optional.empty());
    }

    @Override
    public String name() {
        return beta == 1 ? "f1_score" : "fbeta_score";
    }

    @Override
    public int sums(int channels) {
        return COUNTS * (average == Average.MICRO ? 1 : channels);
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        float greatest = output[Metric.argmax(output)];
        for (int k = 0; k < output.length; k++) {
            boolean said = threshold.isPresent()
                    ? output[k] > threshold.get().floatValue()
                    : output[k] >= greatest && Math.abs(output[k]) > 1e-9f;
            int at = average == Average.MICRO ? 0 : COUNTS * k;
            double yes = weight * target[k];
            sums[at + TRUE_POSITIVES] += said ? yes : 0;
            sums[at + FALSE_POSITIVES] += said ? weight - yes : 0;
            sums[at + FALSE_NEGATIVES] += said ? 0 : yes;
            sums[at + SUPPORT] += yes;
        }
    }

    @Override
    public double[] results(double[] sums) {
        return average == Average.NONE ? scores(sums) : new double[]{result(sums)};
    }

    @Override
    public double result(double[] sums) {
        double[] scores = scores(sums);
        double sum = 0;
        double support = 0;
        for (int k = 0; k < scores.length; k++) {
            double share = average == Average.WEIGHTED ? sums[COUNTS * k + SUPPORT] : 1;
            sum += share * scores[k];
            support += share;
        }
        return sum / (average == Average.WEIGHTED ? support + EPSILON : support);
    }

    private double[] scores(double[] sums) {
        double[] scores = new double[sums.length / COUNTS];
        for (int k = 0; k < scores.length; k++) {
            double right = sums[COUNTS * k + TRUE_POSITIVES];
            double precision = right / (right + sums[COUNTS * k + FALSE_POSITIVES] + EPSILON);
            double recall = right / (right + sums[COUNTS * k + FALSE_NEGATIVES] + EPSILON);
            scores[k] = precision * recall / (beta * beta * precision + recall + EPSILON) * (1 + beta * beta);
        }
        return scores;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
