package io.fovea.benchmark;

import java.util.List;

/**
 * The cost of one stage of a step: its works run without waiting in between, and the next stage starts when all workers are done.
 *
 * @param seconds of a step, from the start of the stage to its end
 * @param works in order
 */
public record StageRate(double seconds, List<WorkRate> works) {
    /** Seconds that a worker waits for the others on average. */
    public double waiting() {
        return Math.max(0, seconds - works.stream().mapToDouble(WorkRate::seconds).sum());
    }
}
