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

    /** The number that {@link #lap} knows a work by. */
    int number(Work work) {
        for (int i = 0; i < works.size(); i++) {
            if (works.get(i) == work) {
                return i;
            }
        }
        throw new IllegalArgumentException(work.what() + " is in no stage");
    }

    /** Adds the time since {@code start} to the work of that number and returns the time now. */
    long lap(int worker, int number, long start) {
        if (!on) {
            return 0;
        }
        long now = System.nanoTime();
        nanos[worker][number] += now - start;
        return now;
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
