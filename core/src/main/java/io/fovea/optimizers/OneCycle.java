package io.fovea.optimizers;

import io.fovea.description.Check;

/**
 * A learning rate that rises and falls once, each time along half a cosine (Smith and Topin, arXiv:1708.07120). Keras has none; the
 * defaults are those of PyTorch's {@code OneCycleLR}.
 *
 * <p>Example: {@code new SGD(new OneCycle(0.4, 5000))}
 *
 * @param highest the highest rate, greater than 0
 * @param steps steps of the whole cycle, 1 or more
 * @param rising part of the steps in which the rate rises, in [0, 1); default 0.3
 * @param startDivisor the highest rate as a multiple of the first, greater than 0; default 25
 * @param endDivisor the first rate as a multiple of the last, greater than 0; default 10000
 */
public record OneCycle(double highest, int steps, double rising, double startDivisor, double endDivisor)
        implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public OneCycle {
        Check.of("OneCycle")
                .positive("highest", highest)
                .atLeast(1, "steps", steps)
                .fraction("rising", rising)
                .positive("startDivisor", startDivisor)
                .positive("endDivisor", endDivisor);
    }

    /** With the defaults. */
    public OneCycle(double highest, int steps) {
        this(highest, steps, 0.3, 25, 1e4);
    }

    @Override
    public double at(long step) {
        double first = highest / startDivisor;
        double top = rising * steps;
        if (step < top) {
            return between(first, highest, step / top);
        }
        return between(highest, first / endDivisor, Math.min(1, (step - top) / (steps - top)));
    }

    /** Half a cosine. */
    private static double between(double from, double to, double done) {
        return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
}
