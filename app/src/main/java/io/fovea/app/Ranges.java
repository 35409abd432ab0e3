package io.fovea.app;

/** Checks of numbers that a user gives. Each throws a {@link UsageException} that says the value and what is allowed. */
final class Ranges {
    private Ranges() {}

    /** Refuses a whole number out of {@code from} … {@code to}. */
    static void check(String option, int value, int from, int to) {
        if (value < from || value > to) {
            String allowed = to == Integer.MAX_VALUE ? from + " or more" : "from " + from + " to " + to;
            throw new UsageException(option + " is " + allowed + ", but got " + value);
        }
    }

    /** Refuses a number that is not greater than 0 and finite, as a float. */
    static void checkPositive(String option, double value) {
        // The engine computes in floats: other numbers would become 0 or infinite.
        if (!(value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE)) {
            throw new UsageException(
                    option + " is a number greater than 0, from " + Float.MIN_NORMAL + " to " + Float.MAX_VALUE
                            + ", but got "
                            + value);
        }
    }

    /** Refuses a share that is not greater than 0 and smaller than 1. */
    static void checkFraction(String option, double value) {
        if (!(value > 0 && value < 1)) {
            throw new UsageException(option + " is a share between 0 and 1, both excluded, but got " + value);
        }
    }
}
