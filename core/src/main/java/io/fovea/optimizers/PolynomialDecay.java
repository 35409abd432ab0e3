package io.fovea.optimizers;

import io.fovea.description.Check;

/**
 * A learning rate that falls to {@code endLearningRate} along a polynomial, as Keras's {@code PolynomialDecay}.
 *
 * <p>Example: {@code new SGD(new PolynomialDecay(0.1, 10_000))}
 *
 * @param initialLearningRate at the first step, greater than 0
 * @param decaySteps steps of a decay, 1 or more
 * @param endLearningRate the rate at the end, 0 or more; default 0.0001
 * @param power of the polynomial, greater than 0; default 1
 * @param cycle whether the rate rises again, to less each time, instead of staying at the end; default false
 */
public record PolynomialDecay(double initialLearningRate, int decaySteps, double endLearningRate, double power,
        boolean cycle) implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public PolynomialDecay {
        Check.of("PolynomialDecay")
                .positive("initialLearningRate", initialLearningRate)
                .atLeast(1, "decaySteps", decaySteps)
                .notNegative("endLearningRate", endLearningRate)
                .positive("power", power);
    }

    /** Along a line to 0.0001, where it stays. */
    public PolynomialDecay(double initialLearningRate, int decaySteps) {
        this(initialLearningRate, decaySteps, 1e-4, 1, false);
    }

    /** To this rate at the end, 0 or more; default 0.0001. */
    public PolynomialDecay endLearningRate(double rate) {
        return new PolynomialDecay(initialLearningRate, decaySteps, rate, power, cycle);
    }

    @Override
    public double at(long step) {
        double length = decaySteps;
        double done = step;
        if (cycle) {
            length *= step == 0 ? 1 : Math.ceil((double) step / decaySteps);
        } else {
            done = Math.min(done, length);
        }
        return (initialLearningRate - endLearningRate) * StrictMath.pow(1 - done / length, power) + endLearningRate;
    }
}
