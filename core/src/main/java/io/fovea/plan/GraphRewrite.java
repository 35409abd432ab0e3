package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.Operation;

/**
 * A local rewrite of the operation graph: a pattern of an operation and the only consumer of its output, and what replaces the
 * two. The operations themselves decide what they can fuse or absorb, so a rewrite asks for no concrete one.
 *
 * @param name for print and messages
 * @param pattern what replaces a pair
 */
record GraphRewrite(String name, Pattern pattern) {
    /** The replacement of a pair of operations. */
    @FunctionalInterface
    interface Pattern {
        /**
         * Rewrites a pair, or returns nothing where the pattern does not match.
         *
         * @param producer the first operation
         * @param consumer the only operation that reads its output, which is no output of the model
         * @return one operation that stands for both, or one for each
         */
        Optional<List<Operation>> rewrite(Operation producer, Operation consumer);
    }

    /** Applies the rewrite until it matches nowhere. */
    OperationGraph apply(OperationGraph graph) {
        OperationGraph current = graph;
        for (int i = 0; i < current.operations().size();) {
            Optional<OperationGraph> rewritten = rewriteAt(current, i);
            if (rewritten.isPresent()) {
                current = rewritten.get();
            } else {
                i++;
            }
        }
        return current;
    }

    private Optional<OperationGraph> rewriteAt(OperationGraph graph, int index) {
        Operation producer = graph.operations().get(index);
        return graph.onlyConsumer(producer.output()).flatMap(consumer -> pattern.rewrite(producer, consumer)
                .map(replacement -> replace(graph, producer, consumer, replacement)));
    }

    /** The first replacement takes the producer's place in the order, a second one the consumer's: inputs stay computed before. */
    private static OperationGraph replace(
            OperationGraph graph, Operation producer, Operation consumer, List<Operation> replacement) {
        List<Operation> operations = new ArrayList<>(graph.operations());
        operations.set(operations.indexOf(producer), replacement.getFirst());
        if (replacement.size() == 1) {
            operations.remove(consumer);
        } else {
            operations.set(operations.indexOf(consumer), replacement.getLast());
        }
        return new OperationGraph(graph.inputs(), List.copyOf(operations), graph.outputs());
    }
}
