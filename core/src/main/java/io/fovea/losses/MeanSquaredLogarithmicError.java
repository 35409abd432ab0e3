package io.fovea.losses;

/**
 * Mean squared logarithmic error: the mean of {@code (log(1 + target) - log(1 + output))^2} over the last axis; numbers below 1e-7
 * count as 1e-7.
 */
public record MeanSquaredLogarithmicError() implements ElementLoss {
    @Override
    public String name() {
        return "mean_squared_logarithmic_error";
    }

    @Override
    public double element(double output, double target) {
        double d = logarithm(output) - logarithm(target);
        return d * d;
    }

    @Override
    public double slope(double output, double target) {
        return output < EPSILON ? 0 : 2 * (logarithm(output) - logarithm(target)) / (1 + output);
    }

    private static double logarithm(double value) {
        return StrictMath.log(1 + Math.max(value, EPSILON));
    }
}
