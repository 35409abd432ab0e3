package io.fovea.activations;

import io.fovea.description.Check;

/**
 * A parameter of an activation function.
 *
 * @param name in Keras
 * @param initial Keras's default; for a function whose parameters have none there, a usual value
 * @param range what is allowed
 */
public record Parameter(String name, double initial, Range range) {
    /** What a parameter may be. */
    public enum Range {
        /** A finite number, 0 or more. */
        NOT_NEGATIVE,
        /** A finite number, greater than 0. */
        POSITIVE,
        /** A finite number. */
        FINITE,
        /** 0 or more; infinite: there is no limit, Keras's {@code None}. */
        LIMIT,
        /** 1 for true, 0 for false. */
        FLAG
    }

    /**
     * Refuses a value that is not in the range.
     *
     * @param owner the function's name, for the message
     * @throws IllegalArgumentException when it is not
     */
    void check(String owner, double value) {
        Check check = Check.of(owner);
        switch (range) {
            case NOT_NEGATIVE -> check.notNegative(name, value);
            case POSITIVE -> check.positive(name, value);
            case FINITE -> check.finite(name, value);
            case LIMIT -> check.check(value >= 0, name, "0 or more", value);
            case FLAG -> check.check(value == 0 || value == 1, name, "0 or 1", value);
        }
    }
}
