package io.fovea.losses;

/**
 * Mean absolute percentage error: the mean of {@code 100 |target - output| / max(|target|, 1e-7)} over the last axis.
 */
public record MeanAbsolutePercentageError() implements ElementLoss {
    @Override
    public String name() {
        return "mean_absolute_percentage_error";
    }

    @Override
    public double element(double output, double target) {
        return 100 * Math.abs(output - target) / Math.max(Math.abs(target), EPSILON);
    }

    @Override
    public double slope(double output, double target) {
        return 100 * Math.signum(output - target) / Math.max(Math.abs(target), EPSILON);
    }
}
