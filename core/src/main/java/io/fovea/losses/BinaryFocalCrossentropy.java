package io.fovea.losses;

import io.fovea.description.Check;

/**
 * Focal loss of probabilities of yes or no (Lin et al., arXiv:1708.02002): the binary cross-entropy times {@code (1 - p_t)^gamma}, so
 * that what is predicted well counts less.
 *
 * @param applyClassBalancing whether targets of 1 count {@code alpha} and targets of 0 {@code 1 - alpha}; default false
 * @param alpha weight of targets of 1, 0 to 1; default 0.25
 * @param gamma focusing exponent, 0 or more; default 2
 * @param fromLogits whether the outputs are the input of a sigmoid instead of probabilities; default false
 * @param labelSmoothing how far targets move towards 1/2, 0 to 1; default 0
 */
public record BinaryFocalCrossentropy(boolean applyClassBalancing, double alpha, double gamma, boolean fromLogits,
        double labelSmoothing) implements ElementLoss {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public BinaryFocalCrossentropy {
        LabelSmoothing.check("BinaryFocalCrossentropy", labelSmoothing);
        Check.of("BinaryFocalCrossentropy")
                .check(alpha >= 0 && alpha <= 1, "alpha", "a number in [0, 1]", alpha)
                .notNegative("gamma", gamma);
    }

    /** Of probabilities, without balancing, gamma = 2. */
    public BinaryFocalCrossentropy() {
        this(false, 0.25, 2, false, 0);
    }

    @Override
    public String name() {
        return "binary_focal_crossentropy";
    }

    @Override
    public double element(double output, double target) {
        double t = smooth(target);
        double p = probability(output);
        double missing = 1 - (t * p + (1 - t) * (1 - p));
        return balance(t) * StrictMath.pow(missing, gamma) * crossEntropy(p, t);
    }

    @Override
    public double slope(double output, double target) {
        double t = smooth(target);
        double p = probability(output);
        double missing = 1 - (t * p + (1 - t) * (1 - p));
        double entropySlope = p < EPSILON || p > 1 - EPSILON ? 0 : (p - t) / (p * (1 - p));
        double slope = StrictMath.pow(missing, gamma) * entropySlope;
        if (gamma != 0) {
            slope += gamma * StrictMath.pow(missing, gamma - 1) * (1 - 2 * t) * crossEntropy(p, t);
        }
        return balance(t) * slope * (fromLogits ? p * (1 - p) : 1);
    }

    private static double crossEntropy(double probability, double t) {
        double p = Math.clamp(probability, EPSILON, 1 - EPSILON);
        return -t * StrictMath.log(p) - (1 - t) * StrictMath.log(1 - p);
    }

    private double balance(double t) {
        return applyClassBalancing ? t * alpha + (1 - t) * (1 - alpha) : 1;
    }

    private double probability(double output) {
        return fromLogits ? 1 / (1 + StrictMath.exp(-output)) : output;
    }

    private double smooth(double target) {
        return target * (1 - labelSmoothing) + labelSmoothing / 2;
    }
}
