package io.fovea.profiling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.fovea.benchmark.StageRate;
import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.WorkRate;
import io.fovea.graph.Network;
import io.fovea.plan.Plan;
import io.fovea.plan.StageTime;

/** Makes the profile of a step from the times that a plan measured. */
final class ProfiledRun {
    private ProfiledRun() {}

    /**
     * The profile.
     *
     * @param states numbers that the optimizer keeps for each weight; 0 at inference
     * @param steps that were measured
     * @param nanos that they took
     */
    static StepProfile profile(Network network, Plan plan, int workers, int states, long steps, long nanos) {
        List<StageTime> times = plan.stageTimes();
        WorkCosts costs = new WorkCosts(network, states, times.stream()
                .flatMap(stage -> stage.works().stream()).map(StageTime.WorkTime::what).collect(Collectors.toSet()));
        // The second work of a name is what follows the products, such as the softmax of a dense layer.
        Set<String> seen = new HashSet<>();
        double perStep = 1e-9 / steps;
        List<StageRate> stages = new ArrayList<>();
        for (StageTime stage : times) {
            List<WorkRate> works = new ArrayList<>();
            for (StageTime.WorkTime work : stage.works()) {
                WorkCosts.Cost cost = seen.add(work.what()) ? costs.of(work.what()) : WorkCosts.Cost.NONE;
                works.add(new WorkRate(
                        work.what(), work.nanos() * perStep / workers, plan.batch() * cost.flops(),
                        work.bytes() + cost.weightBytes()));
            }
            stages.add(new StageRate(stage.wallNanos() * perStep, works));
        }
        return new StepProfile(plan.batch(), workers, nanos * perStep, stages);
    }
}
