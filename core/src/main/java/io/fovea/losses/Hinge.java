package io.fovea.losses;

/**
 * Hinge loss: the mean of {@code max(1 - target output, 0)} over the last axis. Targets are -1 or 1; 0 is taken for -1.
 */
public record Hinge() implements ElementLoss {
    @Override
    public String name() {
        return "hinge";
    }

    @Override
    public double element(double output, double target) {
        return Math.max(1 - sign(target) * output, 0);
    }

    @Override
    public double slope(double output, double target) {
        return sign(target) * output < 1 ? -sign(target) : 0;
    }

    private static double sign(double target) {
        return target == 0 ? -1 : target;
    }
}
