package io.fovea.losses;

/**
 * Poisson loss: the mean of {@code output - target log(output + 1e-7)} over the last axis; outputs are rates, 0 or more.
 */
public record Poisson() implements ElementLoss {
    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public double element(double output, double target) {
        return output - target * StrictMath.log(output + EPSILON);
    }

    @Override
    public double slope(double output, double target) {
        return 1 - target / (output + EPSILON);
    }
}
