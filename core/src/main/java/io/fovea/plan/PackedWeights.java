package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fovea.ops.PlanContext;

/**
 * The forms of weights that must be packed again when the weights have changed. All of a round are one stage, whatever
 * operations they belong to: each alone is too little work for a barrier of its own.
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
