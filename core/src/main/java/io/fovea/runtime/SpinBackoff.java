package io.fovea.runtime;

/**
 * How long one thread spins before it parks. Spinning saves the some 50 µs that waking up takes, but where more threads want
 * to run than there are processors it takes time from those that are waited for: so a spin in vain halves the next one's
 * length, one that paid off doubles it.
 */
final class SpinBackoff {
    private static final long LONGEST_NANOS = 50_000;
    private static final long SHORTEST_NANOS = 1_000;

    /** Looks between two glances at the clock, which costs as much as many looks. */
    private static final int LOOKS = 32;

    private long limit = LONGEST_NANOS;
    private long began;
    private int looks;

    void start() {
        looks = 0;
    }

    void spin() {
        Thread.onSpinWait();
        looks++;
    }

    /** Whether it is time to park. */
    boolean isOver() {
        if (looks % LOOKS != 0) {
            return false;
        }
        if (looks == 0) {
            began = System.nanoTime();
            return false;
        }
        return System.nanoTime() - began > limit;
    }

    void succeeded() {
        limit = Math.min(LONGEST_NANOS, 2 * limit);
    }

    void failed() {
        limit = Math.max(SHORTEST_NANOS, limit / 2);
    }
}
