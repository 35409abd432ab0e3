package io.fovea.losses;

/**
 * Squared hinge loss: the mean of {@code max(1 - target output, 0)^2} over the last axis. Targets are -1 or 1; 0 is taken for -1.
 */
public record SquaredHinge() implements ElementLoss {
    @Override
    public String name() {
        return "squared_hinge";
    }

    @Override
    public double element(double output, double target) {
        double missing = Math.max(1 - sign(target) * output, 0);
        return missing * missing;
    }

    @Override
    public double slope(double output, double target) {
        return -2 * sign(target) * Math.max(1 - sign(target) * output, 0);
    }

    private static double sign(double target) {
        return target == 0 ? -1 : target;
    }
}
