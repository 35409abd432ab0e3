package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.ActivationOperation;
import io.fovea.ops.MaxPoolOperation;
import io.fovea.ops.Operation;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.tensor.Value;

/**
 * Rewrites the graph so that activations, and some poolings, cost no pass of their own.
 *
 * <p>First an activation that never falls moves behind a maximum pooling: the maximum is the same, there are fewer numbers to
 * work on, and the large output before the pooling need not be kept for the gradient. Then an activation joins the operation
 * before it, if that can apply one and nothing else reads its plain output. Later, when the methods of convolutions are chosen,
 * a maximum pooling joins the convolution before it in the same way.
 */
final class Fusion {
    private Fusion() {}

    static OperationGraph apply(OperationGraph graph) {
        return joinActivations(moveBehindMaximum(graph));
    }

    static OperationGraph moveBehindMaximum(OperationGraph graph) {
        List<Operation> result = new ArrayList<>();
        for (Operation operation : graph.operations()) {
            Optional<ActivationOperation> before = operation instanceof MaxPoolOperation pool
                    ? activationBefore(graph, pool)
                    : Optional.empty();
            if (before.isPresent() && operation instanceof MaxPoolOperation pool) {
                ActivationOperation activation = before.get();
                Value pooled = pool.output().like(pool.name() + " before activation");
                result.remove(activation);
                result.add(
                        new MaxPoolOperation(pool.name(), activation.input(), pooled, pool.window(), pool.epilogue()));
                result.add(new ActivationOperation(
                        activation.name(), pooled, pool.output(), activation.curve(), activation.alpha()));
            } else {
                result.add(operation);
            }
        }
        return new OperationGraph(graph.inputs(), result, graph.outputs());
    }

    private static Optional<ActivationOperation> activationBefore(OperationGraph graph, MaxPoolOperation pool) {
        return graph.producer(pool.input())
                .filter(o -> o instanceof ActivationOperation a && a.curve().commutesWithMaximum())
                .filter(o -> graph.uses(o.output()) == 1)
                .map(ActivationOperation.class::cast);
    }

    static OperationGraph joinActivations(OperationGraph graph) {
        List<Operation> result = new ArrayList<>(graph.operations());
        for (int i = 0; i < result.size(); i++) {
            Operation operation = result.get(i);
            Optional<ActivationOperation> next = graph.onlyConsumer(operation.output())
                    .filter(ActivationOperation.class::isInstance)
                    .map(ActivationOperation.class::cast);
            Optional<Operation> fused = next.flatMap(operation::fuse);
            if (fused.isPresent()) {
                result.set(i, fused.get());
                result.remove(next.get());
                graph = new OperationGraph(graph.inputs(), List.copyOf(result), graph.outputs());
            }
        }
        return new OperationGraph(graph.inputs(), result, graph.outputs());
    }

    /** Maximum poolings that the convolution before them can compute; the method of each convolution is chosen by now. */
    static OperationGraph joinPoolings(OperationGraph graph) {
        List<Operation> result = new ArrayList<>(graph.operations());
        for (int i = 0; i < result.size(); i++) {
            if (result.get(i) instanceof ConvolutionOperation convolution
                    && graph.onlyConsumer(convolution.output()).orElse(null) instanceof MaxPoolOperation pool) {
                MaxPoolOperation left = pool.afterwards();
                Optional<ConvolutionOperation> joined = convolution.computing(left);
                if (joined.isPresent()) {
                    result.set(i, joined.get());
                    result.set(result.indexOf(pool), left);
                }
            }
        }
        return new OperationGraph(graph.inputs(), result, graph.outputs());
    }
}
