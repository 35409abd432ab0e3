package io.fovea.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.tensor.Value;

/**
 * A model as operations, each after those that it reads from.
 *
 * @param inputs what is fed
 * @param operations in an order in which they can run
 * @param outputs what is asked for
 */
public record OperationGraph(List<Value> inputs, List<Operation> operations, List<Value> outputs) {
    /** How often a value is read; being an output counts. */
    int uses(Value value) {
        int uses = (int) outputs.stream().filter(o -> o == value).count();
        for (Operation operation : operations) {
            uses += (int) operation.inputs().stream().filter(i -> i == value).count();
        }
        return uses;
    }

    /** The operation that makes a value; empty for an input. */
    Optional<Operation> producer(Value value) {
        return operations.stream().filter(o -> o.output() == value).findFirst();
    }

    /** The operation that reads a value, if there is exactly one and the value is no output. */
    Optional<Operation> onlyConsumer(Value value) {
        return uses(value) == 1
                ? operations.stream().filter(o -> o.inputs().contains(value)).findFirst()
                : Optional.empty();
    }

    /** Every weight once, in the order of its first use. */
    public Set<Parameter> parameters() {
        Set<Parameter> all = new LinkedHashSet<>();
        operations.forEach(o -> all.addAll(o.parameters()));
        return all;
    }

    /** How many operations use a weight. */
    long users(Parameter parameter) {
        return operations.stream().filter(o -> o.parameters().contains(parameter)).count();
    }
}
