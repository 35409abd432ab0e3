package io.fovea.losses;

/**
 * Logarithm of the hyperbolic cosine of the error: as half its square near 0, as its absolute value far away.
 */
public record LogCosh() implements ElementLoss {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public String name() {
        return "log_cosh";
    }

    @Override
    public double element(double output, double target) {
        double error = Math.abs(output - target);
        return error + StrictMath.log1p(StrictMath.exp(-2 * error)) - LOG_2;
    }

    @Override
    public double slope(double output, double target) {
        return StrictMath.tanh(output - target);
    }
}
