package io.fovea.optimizers;

import java.util.List;

import io.fovea.description.Check;

/**
 * A learning rate that is constant up to a step and then another, as Keras's {@code PiecewiseConstantDecay}.
 *
 * <p>Example: {@code new SGD(new PiecewiseConstantDecay(List.of(1000, 2000), List.of(0.1, 0.01, 0.001)))}
 *
 * @param boundaries the last step of each rate but the last, 0 or more, in rising order
 * @param values the rates, each greater than 0, one more than boundaries
 */
public record PiecewiseConstantDecay(List<Integer> boundaries, List<Double> values) implements LearningRate {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public PiecewiseConstantDecay {
        Check check = Check.of("PiecewiseConstantDecay").present("boundaries", boundaries).present("values", values);
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        check.check(values.size() == boundaries.size() + 1, "values", "one more than boundaries", values.size());
        for (int i = 0; i < boundaries.size(); i++) {
            int least = i == 0 ? 0 : boundaries.get(i - 1) + 1;
            check.atLeast(least, "boundaries", boundaries.get(i));
        }
        values.forEach(value -> check.positive("values", value));
    }

    @Override
    public double at(long step) {
        int i = 0;
        while (i < boundaries.size() && step > boundaries.get(i)) {
            i++;
        }
        return values.get(i);
    }
}
