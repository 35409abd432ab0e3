package io.fovea.callbacks;

import java.util.Map;

/** A figure of the history that is watched, and whether it gets better by growing. */
record Monitor(String name) {
    /** Whether {@code value} is better than {@code best}. Accuracies grow, losses fall. */
    boolean better(double value, double best) {
        return grows() ? value > best : value < best;
    }

    /** What everything is better than. */
    double worst() {
        return grows() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private boolean grows() {
        return name.contains("accuracy");
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
