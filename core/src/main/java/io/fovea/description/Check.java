package io.fovea.description;

import java.util.Objects;

/**
 * Checks the components of a record in its constructor. Every refusal names the record, the component, the allowed range and
 * the value: {@code Conv2D: filters is 1 or more, but got 0}.
 *
 * <p>The engine computes in float32, so the ranges of real numbers hold for the number after rounding to float32: a momentum
 * of 0.999999999 is 1 there and is refused.
 *
 * <p>Example: {@code Check.of("Dense").atLeast(1, "units", units).present("activation", activation)}
 */
public final class Check {
    private final String owner;

    private Check(String owner) {
        this.owner = owner;
    }

    /** Checks of the components of {@code owner}, the simple name of its class. */
    public static Check of(String owner) {
        return new Check(owner);
    }

    /**
     * Refuses a whole number below {@code least}.
     *
     * @throws IllegalArgumentException when {@code value < least}
     */
    public Check atLeast(int least, String component, int value) {
        return check(value >= least, component, least + " or more", value);
    }

    /**
     * Refuses what is not a positive finite number, also not one that float32 rounds to 0 or infinity.
     *
     * @throws IllegalArgumentException when {@code value} is not in (0, 3.4e38]
     */
    public Check positive(String component, double value) {
        float rounded = (float) value;
        return check(rounded > 0 && rounded <= Float.MAX_VALUE, component, "a finite float32 number greater than 0",
                value);
    }

    /**
     * Refuses what is negative or not finite in float32.
     *
     * @throws IllegalArgumentException when {@code value} is not in [0, 3.4e38]
     */
    public Check notNegative(String component, double value) {
        return check(value >= 0 && (float) value <= Float.MAX_VALUE, component, "a finite float32 number, 0 or more",
                value);
    }

    /**
     * Refuses what is not finite in float32.
     *
     * @throws IllegalArgumentException when {@code |value|} is not in [0, 3.4e38]
     */
    public Check finite(String component, double value) {
        return check(Math.abs((float) value) <= Float.MAX_VALUE, component, "a finite float32 number", value);
    }

    /**
     * Refuses what is not in [0, 1), also what float32 rounds to 1.
     *
     * @throws IllegalArgumentException when {@code value} is negative, NaN, or 1 or more in float32
     */
    public Check fraction(String component, double value) {
        return check(value >= 0 && (float) value < 1, component, "a float32 number in [0, 1)", value);
    }

    /**
     * Refuses null.
     *
     * @throws NullPointerException when {@code value} is null
     */
    public Check present(String component, Object value) {
        Objects.requireNonNull(value, () -> owner + ": " + component + " is required, but got null");
        return this;
    }

    /**
     * Refuses what does not hold.
     *
     * @param range what is allowed, as words after "is"
     * @throws IllegalArgumentException when {@code holds} is false
     */
    public Check check(boolean holds, String component, String range, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(owner + ": " + component + " is " + range + ", but got " + value);
        }
        return this;
    }
}
