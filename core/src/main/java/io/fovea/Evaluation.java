package io.fovea;

import java.util.Map;

/**
 * What an evaluation came to.
 *
 * @param logs loss and metrics by name, in the order in which they were given to {@link Model#compile}
 */
public record Evaluation(Map<String, Double> logs) {
    /** The loss. */
    public double loss() {
        return get("loss");
    }

    /**
     * A figure by its name.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public double get(String name) {
        Double value = logs.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the evaluation has no '" + name + "'; it has " + logs.keySet());
        }
        return value;
    }
}
