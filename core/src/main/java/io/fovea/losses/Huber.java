package io.fovea.losses;

import io.fovea.description.Check;

/**
 * Huber loss (Huber, 1964): half the squared error up to {@code delta}, and beyond it a straight line.
 *
 * @param delta where the straight line begins, greater than 0; default 1
 */
public record Huber(double delta) implements ElementLoss {
    /**
     * Checks delta.
     *
     * @throws IllegalArgumentException when it is not greater than 0
     */
    public Huber {
        Check.of("Huber").positive("delta", delta);
    }

    /** With delta = 1. */
    public Huber() {
        this(1);
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public double element(double output, double target) {
        double error = Math.abs(output - target);
        return error <= delta ? error * error / 2 : delta * error - delta * delta / 2;
    }

    @Override
    public double slope(double output, double target) {
        return Math.clamp(output - target, -delta, delta);
    }
}
