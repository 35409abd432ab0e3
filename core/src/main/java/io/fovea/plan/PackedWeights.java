package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fovea.ops.PlanContext;

/**
 * The other forms of weights that must be made anew when the weights have changed. Those of one round are one stage, whatever
 * operations they are of: each alone is too little work for all workers to wait for each other behind it.
 */
final class PackedWeights {
    private final Map<Integer, List<Work.OnBatch>> rounds = new TreeMap<>();

    void add(String what, int round, int tasks, PlanContext.BatchWork work) {
        rounds.computeIfAbsent(round, r -> new ArrayList<>())
                .add(new Work.OnBatch(what, List.of(), List.of(), tasks, work, true));
    }

    /** A stage for each round, in order. */
    List<Stage> stages() {
        return rounds.values().stream().<Stage>map(Stage.Batch::new).toList();
    }
}
