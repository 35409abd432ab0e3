package io.fovea.losses;

/**
 * Mean absolute error: the mean of {@code |target - output|} over the last axis; its slope at 0 is 0.
 */
public record MeanAbsoluteError() implements ElementLoss {
    @Override
    public String name() {
        return "mean_absolute_error";
    }

    @Override
    public double element(double output, double target) {
        return Math.abs(output - target);
    }

    @Override
    public double slope(double output, double target) {
        return Math.signum(output - target);
    }
}
