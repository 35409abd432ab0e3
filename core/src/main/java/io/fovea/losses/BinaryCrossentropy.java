package io.fovea.losses;

import io.fovea.custom.PerSampleLoss;

/**
 * Cross-entropy of probabilities of yes or no, each by itself: the mean of {@code -t log p - (1 - t) log(1 - p)} over the last axis.
 * Targets are 0 to 1.
 *
 * <p>After a sigmoid it is computed from the sigmoid's input, which is exact however small a probability is.
 *
 * <p>Example: {@code new BinaryCrossentropy()} after {@code Dense.of(1).activation(SIGMOID)}
 *
 * @param fromLogits whether the outputs are the input of a sigmoid instead of probabilities; default false
 * @param labelSmoothing how far targets move towards 1/2, 0 to 1; default 0
 */
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing) implements ElementLoss {
    /**
     * Checks the smoothing.
     *
     * @throws IllegalArgumentException when it is not in [0, 1]
     */
    public BinaryCrossentropy {
        LabelSmoothing.check("BinaryCrossentropy", labelSmoothing);
    }

    /** Of probabilities, without smoothing. */
    public BinaryCrossentropy() {
        this(false);
    }

    /** Without smoothing. */
    public BinaryCrossentropy(boolean fromLogits) {
        this(fromLogits, 0);
    }

    @Override
    public String name() {
        return "binary_crossentropy";
    }

    @Override
    public double element(double output, double target) {
        double t = smooth(target);
        if (fromLogits) {
            return Math.max(output, 0) - output * t + StrictMath.log1p(StrictMath.exp(-Math.abs(output)));
        }
        double p = Math.clamp(output, EPSILON, 1 - EPSILON);
        return -t * StrictMath.log(p) - (1 - t) * StrictMath.log(1 - p);
    }

    @Override
    public double slope(double output, double target) {
        double t = smooth(target);
        if (fromLogits) {
            return 1 / (1 + StrictMath.exp(-output)) - t;
        }
        return output < EPSILON || output > 1 - EPSILON ? 0 : (output - t) / (output * (1 - output));
    }

    private double smooth(double target) {
        return target * (1 - labelSmoothing) + labelSmoothing / 2;
    }

    @Override
    public boolean takesSigmoidLogits() {
        return !fromLogits;
    }

    @Override
    public PerSampleLoss onLogits() {
        return new BinaryCrossentropy(true, labelSmoothing);
    }
}
