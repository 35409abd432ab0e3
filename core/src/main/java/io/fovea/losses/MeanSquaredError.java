package io.fovea.losses;

/**
 * Mean squared error: the mean of {@code (target - output)^2} over the last axis.
 *
 * <p>Example: {@code model.compile(new Adam(), new MeanSquaredError())}
 */
public record MeanSquaredError() implements ElementLoss {
    @Override
    public String name() {
        return "mean_squared_error";
    }

    @Override
    public double element(double output, double target) {
        return (output - target) * (output - target);
    }

    @Override
    public double slope(double output, double target) {
        return 2 * (output - target);
    }
}
