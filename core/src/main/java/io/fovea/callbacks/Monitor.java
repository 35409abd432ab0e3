package io.fovea.callbacks;

import java.util.Map;

import io.fovea.training.Training;

/** A figure of the history that is watched, and whether it gets better by growing. */
record Monitor(String name) {
    /** What every number is better than. */
    static final double NOTHING = Double.NaN;

    /** Whether {@code value} is better than {@code best}, by the direction of the metric that makes it. */
    boolean better(Training training, double value, double best) {
        if (Double.isNaN(best)) {
            return !Double.isNaN(value);
        }
        return training.moreIsBetter(name) ? value > best : value < best;
    }

    /** The figure of an epoch. */
    double value(Map<String, Double> logs) {
        Double value = logs.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "nothing is known as '" + name + "' in this training; there is "
                            + String.join(", ", logs.keySet()));
        }
        return value;
    }
}
