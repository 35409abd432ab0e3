package io.fovea.optimizers;

import io.fovea.description.Check;

/**
 * A learning rate that is multiplied by {@code decayRate} every {@code decaySteps} steps, as Keras's {@code ExponentialDecay}.
 *
 * <p>Example: {@code new SGD(new ExponentialDecay(0.1, 1000, 0.96))}
 *
 * @param initialLearningRate at the first step, greater than 0
 * @param decaySteps steps of a decay, 1 or more
 * @param decayRate what is left of the rate after so many steps, greater than 0
 * @param staircase whether the rate falls once in so many steps only; default false
 */
public record ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate, boolean staircase)
        implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public ExponentialDecay {
        Check.of("ExponentialDecay")
                .positive("initialLearningRate", initialLearningRate)
                .atLeast(1, "decaySteps", decaySteps)
                .positive("decayRate", decayRate);
    }

    /** Without stairs. */
    public ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    @Override
    public double at(long step) {
        double p = (double) step / decaySteps;
        return initialLearningRate * StrictMath.pow(decayRate, staircase ? Math.floor(p) : p);
    }
}
