package io.fovea.optimizers;

import java.util.Optional;

import io.fovea.description.Check;

/**
 * A learning rate that falls along half a cosine (Loshchilov and Hutter, arXiv:1608.03983), after a warm-up along a line if there is
 * one, as Keras's {@code CosineDecay}.
 *
 * <p>Example: {@code new Adam(new CosineDecay(0, 10_000).warmup(0.001, 500))}
 *
 * @param initialLearningRate at the first step, 0 or more
 * @param decaySteps steps of a decay, 1 or more
 * @param alpha what is left of the rate at the end, as a part of the highest, 0 or more; default 0
 * @param warmupTarget the rate after the warm-up, greater than 0; default none: no warm-up
 * @param warmupSteps steps of the warm-up, 0 or more; default 0
 */
public record CosineDecay(double initialLearningRate, int decaySteps, double alpha, Optional<Double> warmupTarget,
        int warmupSteps) implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public CosineDecay {
        Check check = Check.of("CosineDecay")
                .notNegative("initialLearningRate", initialLearningRate)
                .atLeast(1, "decaySteps", decaySteps)
                .notNegative("alpha", alpha)
                .present("warmupTarget", warmupTarget)
                .atLeast(0, "warmupSteps", warmupSteps);
        warmupTarget.ifPresent(target -> check.positive("warmupTarget", target));
    }

    /** To 0, without a warm-up. */
    public CosineDecay(double initialLearningRate, int decaySteps) {
        this(initialLearningRate, decaySteps, 0, Optional.empty(), 0);
    }

    /** To the part {@code part} of the highest rate. */
    public CosineDecay alpha(double part) {
        return new CosineDecay(initialLearningRate, decaySteps, part, warmupTarget, warmupSteps);
    }

    /** Along a line to {@code target} first. */
    public CosineDecay warmup(double target, int steps) {
        return new CosineDecay(initialLearningRate, decaySteps, alpha, Optional.of(target), steps);
    }

    @Override
    public double at(long step) {
        if (warmupTarget.isEmpty()) {
            return decayed(initialLearningRate, Math.min(step, decaySteps));
        }
        double target = warmupTarget.get();
        if (step < warmupSteps) {
            return initialLearningRate + (target - initialLearningRate) * step / warmupSteps;
        }
        return decayed(target, Math.min(step - warmupSteps, decaySteps));
    }

    private double decayed(double highest, long step) {
        double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * step / decaySteps));
        return highest * ((1 - alpha) * cosine + alpha);
    }
}
