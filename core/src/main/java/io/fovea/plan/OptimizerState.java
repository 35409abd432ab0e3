package io.fovea.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.UpdateRule;
import io.fovea.ops.BlockView;
import io.fovea.ops.Parameter;
import io.fovea.runtime.Memory;
import io.fovea.runtime.MemoryRanges;

/** The optimizer's state for each trainable weight, and its number of steps. It outlives a plan, so that training can continue. */
public final class OptimizerState implements AutoCloseable {
    private final UpdateRule rule;
    private final Memory memory = new Memory();
    private final Map<Parameter, Long> addresses = new LinkedHashMap<>();
    private long steps;

    /** Allocates zeroed state for each trainable weight. */
    public OptimizerState(UpdateRule rule, Set<Parameter> parameters) {
        this.rule = rule;
        try {
            for (Parameter parameter : parameters) {
                if (parameter.trainable()) {
                    addresses.put(parameter, memory.allocate(stateBytes(parameter)));
                }
            }
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    private long stateBytes(Parameter parameter) {
        return Math.multiplyExact(rule.states(), bytes(parameter));
    }

    /** Sets every state and the number of steps to zero. */
    public void clear() {
        addresses.forEach((parameter, address) -> Memory.clear(address, stateBytes(parameter)));
        steps = 0;
    }

    /** Bytes outside the heap. */
    public long bytes() {
        return memory.bytes();
    }

    /** What kernels may use of it. */
    MemoryRanges ranges() {
        return memory.ranges();
    }

    private static long bytes(Parameter parameter) {
        return 4L * parameter.layout().floats();
    }

    /** The optimizer's rule. */
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

    /** Sets the steps taken so far, for a state that was saved. */
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

    /** {@code count} numbers of each state of a weight from byte {@code offset} on, as checked views. */
    List<FloatBlock> views(Parameter parameter, long offset, int count) {
        List<FloatBlock> views = new ArrayList<>();
        for (int i = 0; i < rule.states(); i++) {
            views.add(new BlockView(
                    memory.segment(address(parameter) + i * bytes(parameter) + offset, 4L * count)));
        }
        return views;
    }

    /** Frees the states. */
    @Override
    public void close() {
        memory.close();
    }

    /** The byte address of a weight's first state; the others follow, each as large as the weight. */
    long address(Parameter parameter) {
        return Objects.requireNonNull(addresses.get(parameter), parameter.name());
    }
}
