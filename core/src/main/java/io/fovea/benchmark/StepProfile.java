package io.fovea.benchmark;

import java.util.List;

/**
 * A step, stage by stage: a training step, or an inference.
 *
 * @param batch samples of a step
 * @param threads that worked
 * @param seconds of a step
 * @param stages in order
 */
public record StepProfile(int batch, int threads, double seconds, List<StageRate> stages) {
    /** Every work in order. */
    public List<WorkRate> works() {
        return stages.stream().flatMap(stage -> stage.works().stream()).toList();
    }

    /** Seconds of a step between its stages: shuffling, the start of a step, the stopwatch itself. */
    public double between() {
        return Math.max(0, seconds - stages.stream().mapToDouble(StageRate::seconds).sum());
    }
}
