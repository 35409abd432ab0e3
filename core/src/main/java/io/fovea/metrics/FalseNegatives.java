package io.fovea.metrics;

import java.util.Optional;

/**
 * The number of no answers that are wrong, each by its weight.
 *
 * @param threshold above which an output means yes, 0 to 1; default 0.5
 */
public record FalseNegatives(double threshold) implements Metric {
    /**
     * Checks the threshold.
     *
     * @throws IllegalArgumentException when it is not in [0, 1]
     */
    public FalseNegatives {
        Decisions.check("FalseNegatives", threshold, Optional.empty(), Optional.empty());
    }

    /** With a threshold of 0.5. */
    public FalseNegatives() {
        this(0.5);
    }

    @Override
    public String name() {
        return "false_negatives";
    }

    @Override
    public int sums(int channels) {
        return Decisions.COUNTS;
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        new Decisions(threshold, Optional.empty(), Optional.empty()).add(output, target, weight, sums);
    }

    @Override
    public double result(double[] sums) {
        return sums[Decisions.FALSE_NEGATIVES];
    }

    @Override
    public boolean moreIsBetter() {
        return false;
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
