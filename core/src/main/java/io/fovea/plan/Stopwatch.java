package io.fovea.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums the time of each stage, and of each work over all workers. While it is off it costs a branch. */
final class Stopwatch {
    private final List<Stage> stages;
    private final List<Work> works;
    private final long[][] nanos;
    private final long[] wall;
    private boolean on;

    Stopwatch(List<Stage> stages, int workers) {
        this.stages = stages;
        works = stages.stream().<Work>flatMap(s -> s.works().stream()).toList();
        nanos = new long[workers][works.size()];
        wall = new long[stages.size()];
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

    /** Adds the time since {@code start} to the stage of that index. */
    void endStage(int stage, long start) {
        if (on) {
            wall[stage] += System.nanoTime() - start;
        }
    }

    /** Nanoseconds of each work in order, over all workers, summed over works of the same name. */
    Map<String, Long> times() {
        Map<String, Long> times = new LinkedHashMap<>();
        for (int i = 0; i < works.size(); i++) {
            times.merge(works.get(i).what(), nanos(i), Long::sum);
        }
        return times;
    }

    private long nanos(int work) {
        long sum = 0;
        for (long[] worker : nanos) {
            sum += worker[work];
        }
        return sum;
    }

    /**
     * The times of the first {@code count} stages.
     *
     * @param samples of a step
     * @param chunks of a step
     */
    List<StageTime> stageTimes(int count, int samples, int chunks) {
        List<StageTime> times = new ArrayList<>();
        int work = 0;
        for (int i = 0; i < count; i++) {
            List<StageTime.WorkTime> ofStage = new ArrayList<>();
            for (Work each : stages.get(i).works()) {
                ofStage.add(new StageTime.WorkTime(
                        each.what(), nanos(work++), StageTime.bytes(each, samples, chunks)));
            }
            times.add(new StageTime(wall[i], ofStage));
        }
        return times;
    }
}
