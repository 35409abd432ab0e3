package io.fovea.metrics;

import java.util.Optional;

/**
 * The number of yes answers that are wrong, each by its weight.
 *
 * @param threshold above which an output means yes, 0 to 1; default 0.5
 */
public record FalsePositives(double threshold) implements Metric {
    /**
     * Checks the threshold.
     *
     * @throws IllegalArgumentException when it is not in [0, 1]
     */
    public FalsePositives {
        Decisions.check("FalsePositives", threshold, Optional.empty(), Optional.empty());
    }

    /** With a threshold of 0.5. */
    public FalsePositives() {
        this(0.5);
    }

    @Override
    public String name() {
        return "false_positives";
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
        return sums[Decisions.FALSE_POSITIVES];
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
