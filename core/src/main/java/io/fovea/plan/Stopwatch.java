package io.fovea.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up how long each work of a plan takes, over all workers. When it is off it costs nothing but a test. */
final class Stopwatch {
    private final List<Work> works;
    private final long[][] nanos;
    private boolean on;

    Stopwatch(List<Stage> stages, int workers) {
        works = stages.stream().<Work>flatMap(s -> s.works().stream()).toList();
        nanos = new long[workers][works.size()];
    }

    /** Turns it on or off. */
    void on(boolean value) {
        on = value;
    }

    /** The time now, if it is on. */
    long now() {
        return on ? System.nanoTime() : 0;
    }

    /** Adds the time since {@code start} to a work and returns the time now. */
    long lap(int worker, Work work, long start) {
        if (!on) {
            return 0;
        }
        long now = System.nanoTime();
        for (int i = 0; i < works.size(); i++) {
            if (works.get(i) == work) {
                nanos[worker][i] += now - start;
            }
        }
        return System.nanoTime();
    }

    /** Nanoseconds of each work in order, over all workers, added up where works are called the same. */
    Map<String, Long> times() {
        Map<String, Long> times = new LinkedHashMap<>();
        for (int i = 0; i < works.size(); i++) {
            long sum = 0;
            for (long[] worker : nanos) {
                sum += worker[i];
            }
            times.merge(works.get(i).what(), sum, Long::sum);
        }
        return times;
    }
}
