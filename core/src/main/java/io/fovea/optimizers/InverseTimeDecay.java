package io.fovea.optimizers;

import io.fovea.description.Check;

/**
 * A learning rate of {@code initialLearningRate / (1 + decayRate step / decaySteps)}, as Keras's {@code InverseTimeDecay}.
 *
 * <p>Example: {@code new SGD(new InverseTimeDecay(0.1, 1000, 0.5))}
 *
 * @param initialLearningRate at the first step, greater than 0
 * @param decaySteps steps of a decay, 1 or more
 * @param decayRate how fast it falls, 0 or more
 * @param staircase whether the rate falls once in so many steps only; default false
 */
public record InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate, boolean staircase)
        implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public InverseTimeDecay {
        Check.of("InverseTimeDecay")
                .positive("initialLearningRate", initialLearningRate)
                .atLeast(1, "decaySteps", decaySteps)
                .notNegative("decayRate", decayRate);
    }

    /** Without stairs. */
    public InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    @Override
    public double at(long step) {
        double p = (double) step / decaySteps;
        return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(p) : p));
    }
}
