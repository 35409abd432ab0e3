package io.fovea.bench.sweep;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One pass of one subject as it was measured.
 *
 * @param name forward or backward
 * @param seconds of all threads together for a step, divided by their number
 * @param worn the same in a worn model, where half of the samples have subnormal gradients; empty where they make no difference
 */
record Pass(Subject subject, String name, double seconds, OptionalDouble worn, Limit limit) {
    /** Of the peak, or of the memory's bandwidth where that is the limit, from which on a pass is fast enough. */
    private static final double QUICK_BY_PEAK = 0.4;
    private static final double QUICK_BY_MEMORY = 0.5;

    /** The part of its time that the pass needs at least. */
    double share(Limit.Machine machine) {
        return limit.seconds(machine) / seconds;
    }

    /** Whether the pass comes near enough to its limit. */
    boolean isQuick(Limit.Machine machine) {
        return share(machine) >= (limit.byMemory(machine) ? QUICK_BY_MEMORY : QUICK_BY_PEAK);
    }

    /** Time in the worn model divided by that in the new one; 1 where it was not measured. */
    double wear() {
        return worn.orElse(seconds) / seconds;
    }

    /** A row of a table. */
    String row(Limit.Machine machine) {
        String rate = subject.multiplies()
                ? String.format(Locale.ROOT, "%.1f GFLOP/s", limit.operations() / seconds / 1e9)
                : String.format(Locale.ROOT, "%.1f GB/s", limit.bytes() / seconds / 1e9);
        return String.format(
                Locale.ROOT, "| %s | %s | %.1f | %s | %s | %.0f %% of the %s%s |%n", subject, name, 1e6 * seconds,
                worn.isPresent() ? String.format(Locale.ROOT, "%.1f", 1e6 * worn.getAsDouble()) : "", rate,
                100 * share(machine), limit.byMemory(machine) ? "bandwidth" : "peak",
                limit.isTooLittle(machine) ? ", too little work" : "");
    }
}
