package io.fovea.bench.sweep;

import java.util.Locale;

/**
 * One pass of one subject as it was measured.
 *
 * @param name forward or backward
 * @param seconds of all threads together for a step, divided by their number
 */
record Pass(Subject subject, String name, double seconds, Limit limit) {
    /** Of the peak, or of the memory's bandwidth where that is the limit, from which on a pass is quick. */
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

    /** A row of a table. */
    String row(Limit.Machine machine) {
        String rate = subject.multiplies()
                ? String.format(Locale.ROOT, "%.1f GFLOP/s", limit.operations() / seconds / 1e9)
                : String.format(Locale.ROOT, "%.1f GB/s", limit.bytes() / seconds / 1e9);
        return String.format(
                Locale.ROOT, "| %s | %s | %.1f | %s | %.0f %% of the %s%s |%n", subject, name, 1e6 * seconds, rate,
                100 * share(machine), limit.byMemory(machine) ? "bandwidth" : "peak",
                limit.isTooLittle(machine) ? ", too little work" : "");
    }
}
