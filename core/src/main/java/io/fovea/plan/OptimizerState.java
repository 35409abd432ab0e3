package io.fovea.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.fovea.custom.FloatBlock;
import io.fovea.custom.ParameterInfo;
import io.fovea.custom.ParameterUpdate;
import io.fovea.custom.StateShape;
import io.fovea.custom.UpdateRule;
import io.fovea.custom.UpdateScope;
import io.fovea.ops.BlockView;
import io.fovea.ops.Parameter;
import io.fovea.runtime.Memory;
import io.fovea.runtime.MemoryRanges;

/**
 * The optimizer's states for each weight that can learn, and its number of steps. They outlive a plan, so that training can
 * continue. Behind the rule's own states lie, as far as the options want them, the average of the weight and the sum of the
 * gradients that wait for an update.
 */
public final class OptimizerState implements AutoCloseable {
    private final Memory memory = new Memory();
    private final Map<Parameter, Slots> slots = new LinkedHashMap<>();
    private long steps;

    /** The states of a weight: their kinds and their byte addresses. */
    private record Slots(ParameterUpdate update, List<StateShape> shapes, long[] addresses) {
        int averageIndex() {
            return update.rule().states();
        }

        int sumIndex() {
            return update.rule().states() + (update.options().averages() ? 1 : 0);
        }

        float initial(int index) {
            return index < update.rule().states() ? update.rule().initialState(index) : 0;
        }
    }

    /** Allocates the first state of each weight that can learn, all updated by one rule. */
    public OptimizerState(UpdateRule rule, Set<Parameter> parameters) {
        this(info -> ParameterUpdate.of(rule), parameters);
    }

    /**
     * Allocates the first state of each weight that can learn.
     *
     * @param updates how each weight is updated
     * @throws IllegalArgumentException when a rule that works on blocks has states of another shape than the weight
     */
    public OptimizerState(Function<ParameterInfo, ParameterUpdate> updates, Set<Parameter> parameters) {
        try {
            for (Parameter parameter : parameters) {
                if (parameter.learnable()) {
                    slots.put(parameter, allocate(parameter, updates.apply(parameter.info())));
                }
            }
            clear();
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    private Slots allocate(Parameter parameter, ParameterUpdate update) {
        List<StateShape> shapes = new ArrayList<>();
        for (int i = 0; i < update.rule().states(); i++) {
            StateShape shape = update.rule().stateShape(i);
            if (update.rule().scope() == UpdateScope.BLOCK && shape != StateShape.WEIGHT) {
                throw new IllegalArgumentException(
                        "an update rule of scope BLOCK has states of the weight's shape, but state " + i + " of "
                                + update.rule() + " is of shape " + shape);
            }
            shapes.add(shape);
        }
        if (update.options().averages()) {
            shapes.add(StateShape.WEIGHT);
        }
        if (update.options().accumulates()) {
            shapes.add(StateShape.WEIGHT);
        }
        long bytes = 0;
        for (StateShape shape : shapes) {
            bytes += bytes(parameter, shape);
        }
        long[] addresses = new long[shapes.size()];
        long next = memory.allocate(bytes);
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = next;
            next += bytes(parameter, shapes.get(i));
        }
        return new Slots(update, List.copyOf(shapes), addresses);
    }

    private static long bytes(Parameter parameter, StateShape shape) {
        return shape == StateShape.WEIGHT
                ? 4L * parameter.layout().floats()
                : 4L * shape.size(parameter.info().shape());
    }

    /** Sets every state to what it is before the first step, and the number of steps to zero. */
    public void clear() {
        slots.forEach((parameter, own) -> {
            for (int i = 0; i < own.addresses().length; i++) {
                float initial = own.initial(i);
                long at = own.addresses()[i];
                for (long k = 0; k < bytes(parameter, own.shapes().get(i)); k += 4) {
                    Memory.set(at + k, initial);
                }
            }
        });
        steps = 0;
    }

    /** Before the first step: states that begin as copies of weights become so, as the weights are now. */
    public void begin() {
        if (steps > 0) {
            return;
        }
        slots.forEach((parameter, own) -> {
            for (int i = 0; i < own.update().rule().states(); i++) {
                if (own.update().rule().startsAsWeight(i)) {
                    Memory.copy(parameter.address(), own.addresses()[i], 4L * parameter.layout().floats());
                }
            }
        });
    }

    /** Bytes outside the heap. */
    public long bytes() {
        return memory.bytes();
    }

    /** What kernels may use of it. */
    MemoryRanges ranges() {
        return memory.ranges();
    }

    private Slots slots(Parameter parameter) {
        return Objects.requireNonNull(slots.get(parameter), parameter.name());
    }

    /** How a weight is updated. */
    public ParameterUpdate update(Parameter parameter) {
        return slots(parameter).update();
    }

    /** How many states a weight has, the engine's own included. */
    public int states(Parameter parameter) {
        return slots(parameter).addresses().length;
    }

    /** The most states that a weight has. */
    public int mostStates() {
        return slots.values().stream().mapToInt(own -> own.addresses().length).max().orElse(0);
    }

    /** How many numbers state {@code index} of a weight has. */
    public int size(Parameter parameter, int index) {
        return slots(parameter).shapes().get(index).size(parameter.info().shape());
    }

    /** The weights that have a state, in the model's order. */
    public Set<Parameter> parameters() {
        return slots.keySet();
    }

    /** Steps taken so far. */
    public long steps() {
        return steps;
    }

    /** Sets the steps taken so far, for a state that was saved. */
    public void steps(long taken) {
        steps = taken;
    }

    /** State {@code index} of a weight, row-major. */
    public float[] read(Parameter parameter, int index) {
        float[] values = new float[size(parameter, index)];
        read(parameter, index, values);
        return values;
    }

    /** As {@link #read(Parameter, int)}, into an array that is there. */
    void read(Parameter parameter, int index, float[] values) {
        long from = slots(parameter).addresses()[index];
        if (slots(parameter).shapes().get(index) == StateShape.WEIGHT) {
            Parameter.read(parameter.layout(), from, values);
        } else {
            Memory.copyEach(from, values, 0, values.length);
        }
    }

    /**
     * Sets state {@code index} of a weight.
     *
     * @throws IllegalArgumentException when there are too few or too many numbers
     */
    public void write(Parameter parameter, int index, float[] values) {
        long to = slots(parameter).addresses()[index];
        if (slots(parameter).shapes().get(index) == StateShape.WEIGHT) {
            Parameter.write(parameter.layout(), to, values);
        } else if (values.length != size(parameter, index)) {
            throw new IllegalArgumentException(
                    "expected " + size(parameter, index) + " numbers for a state, but got " + values.length);
        } else {
            Memory.copyEach(values, 0, to, values.length);
        }
    }

    /** {@code count} numbers of each state of the rule from byte {@code offset} on, as checked views. */
    List<FloatBlock> views(Parameter parameter, long offset, int count) {
        List<FloatBlock> views = new ArrayList<>();
        for (int i = 0; i < update(parameter).rule().states(); i++) {
            views.add(new BlockView(memory.segment(slots(parameter).addresses()[i] + offset, 4L * count)));
        }
        return views;
    }

    /** Sets each weight that has a moving average to it: what Keras does at the end of a training. */
    public void useAverages() {
        slots.forEach((parameter, own) -> {
            if (own.update().options().averages() && steps > 0) {
                Memory.copy(
                        own.addresses()[own.averageIndex()], parameter.address(), 4L * parameter.layout().floats());
            }
        });
    }

    /** Swaps each weight that has a moving average with it. */
    public void swapAverages() {
        slots.forEach((parameter, own) -> {
            if (own.update().options().averages()) {
                float[] weight = parameter.read();
                parameter.write(read(parameter, own.averageIndex()));
                write(parameter, own.averageIndex(), weight);
            }
        });
    }

    /** Whether averages of weights are kept. */
    public boolean averages() {
        return slots.values().stream().anyMatch(own -> own.update().options().averages());
    }

    /** Frees the states. */
    @Override
    public void close() {
        memory.close();
    }

    /** The byte address of a weight's first state; those of a rule that works on blocks follow, each as large as the weight. */
    long address(Parameter parameter) {
        Slots own = slots(parameter);
        return own.addresses().length == 0 ? 0 : own.addresses()[0];
    }

    /** The byte address of a weight's average. */
    long averageAddress(Parameter parameter) {
        return slots(parameter).addresses()[slots(parameter).averageIndex()];
    }

    /** The byte address of the sum of gradients that wait for an update. */
    long sumAddress(Parameter parameter) {
        return slots(parameter).addresses()[slots(parameter).sumIndex()];
    }
}
