package io.fovea.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.fovea.ops.Parameter;
import io.fovea.ops.update.UpdateRule;
import io.fovea.runtime.Memory;

/** What an optimiser keeps for each weight, and how many steps it has taken. It outlives a plan: training may go on. */
public final class OptimizerState {
    private final UpdateRule rule;
    private final Map<Parameter, Long> addresses = new LinkedHashMap<>();
    private long steps;

    /** Allocates zeroed state for each weight that learns. */
    public OptimizerState(UpdateRule rule, Set<Parameter> parameters, Memory memory) {
        this.rule = rule;
        for (Parameter parameter : parameters) {
            if (parameter.trainable()) {
                addresses.put(parameter, memory.allocate(rule.states() * bytes(parameter)));
            }
        }
    }

    private static long bytes(Parameter parameter) {
        return 4L * parameter.layout().floats();
    }

    /** The optimiser. */
    public UpdateRule rule() {
        return rule;
    }

    /** The weights that have a state, in the model's order. */
    public Set<Parameter> parameters() {
        return addresses.keySet();
    }

    /** Steps taken so far. */
    public long steps() {
        return steps;
    }

    /** Sets the steps taken so far: for a state that was saved. */
    public void steps(long taken) {
        steps = taken;
    }

    /** State {@code index} of a weight, row-major as the weight itself. */
    public float[] read(Parameter parameter, int index) {
        return Parameter.read(parameter.layout(), address(parameter) + index * bytes(parameter));
    }

    /** Sets state {@code index} of a weight. */
    public void write(Parameter parameter, int index, float[] values) {
        Parameter.write(parameter.layout(), address(parameter) + index * bytes(parameter), values);
    }

    /** The byte address of a weight's first state; the others follow, each as large as the weight. */
    long address(Parameter parameter) {
        return Objects.requireNonNull(addresses.get(parameter), parameter.name());
    }
}
