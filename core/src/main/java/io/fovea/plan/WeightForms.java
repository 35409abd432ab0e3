package io.fovea.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fovea.ops.Program;

/**
 * The other forms of weights that must be made anew when the weights have changed. Those of one round are one stage, whatever
 * operations they are of: each alone is too little work for all workers to wait for each other behind it.
 */
final class WeightForms {
    /** How one form is made. */
    private record Form(String what, int tasks, Program.BatchWork work) {}

    private final Map<Integer, List<Form>> rounds = new TreeMap<>();

    void add(String what, int round, int tasks, Program.BatchWork work) {
        rounds.computeIfAbsent(round, r -> new ArrayList<>()).add(new Form(what, tasks, work));
    }

    /** A piece of work for each round, in order. */
    List<Work.OnBatch> works() {
        return rounds.values().stream().map(WeightForms::together).toList();
    }

    private static Work.OnBatch together(List<Form> forms) {
        String what = forms.getFirst().what() + (forms.size() == 1 ? "" : " and " + (forms.size() - 1) + " more");
        Form[] ofTask = forms.stream().flatMap(f -> Collections.nCopies(f.tasks(), f).stream())
                .toArray(Form[]::new);
        int[] firstTask = new int[ofTask.length];
        for (int task = 1; task < ofTask.length; task++) {
            firstTask[task] = ofTask[task] == ofTask[task - 1] ? firstTask[task - 1] : task;
        }
        return new Work.OnBatch(what, List.of(), List.of(), ofTask.length,
                (task, worker) -> ofTask[task].work().run(task - firstTask[task], worker));
    }
}
