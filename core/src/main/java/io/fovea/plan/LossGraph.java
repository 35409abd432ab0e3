package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.Operation;
import io.fovea.ops.loss.LossHead;
import io.fovea.tensor.Value;

/** A model's operations with those of its losses, and from which of their values the losses are computed. */
final class LossGraph {
    private LossGraph() {}

    /** The graph with the operations that losses are composed of, and with outputs for all that they are computed from. */
    static OperationGraph of(OperationGraph model, List<LossHead> losses) {
        return withLogits(withLosses(model, losses), losses);
    }

    /** The softmax or the sigmoid that a loss skips. */
    static Optional<Operation> activation(OperationGraph graph, LossHead loss) {
        return graph.producer(loss.output())
                .filter(o -> graph.uses(o.output()) == 1 && logits(o, loss).isPresent());
    }

    /** The loss of a softmax or a sigmoid is computed from its input where possible: that is exact, and saves its gradient. */
    static LossHead beforeActivation(OperationGraph graph, LossHead loss) {
        return activation(graph, loss).flatMap(o -> logits(o, loss)).map(loss::on).orElse(loss);
    }

    /** What the softmax or the sigmoid {@code operation} is taken of, if {@code loss} can be computed from that. */
    private static Optional<Value> logits(Operation operation, LossHead loss) {
        return operation.logits().filter(v -> loss.loss().takesLogits())
                .or(() -> operation.sigmoidLogits().filter(v -> loss.loss().takesSigmoidLogits()));
    }

    /**
     * The graph with the inputs of those sigmoids as further outputs that a loss is computed from, so that no sigmoid is fused into
     * the operation before it.
     */
    private static OperationGraph withLogits(OperationGraph model, List<LossHead> losses) {
        List<Value> outputs = new ArrayList<>(model.outputs());
        for (LossHead loss : losses) {
            model.producer(loss.output())
                    .filter(o -> model.uses(o.output()) == 1 && o.logits().isEmpty())
                    .flatMap(o -> logits(o, loss))
                    .ifPresent(outputs::add);
        }
        return new OperationGraph(model.inputs(), model.operations(), outputs);
    }

    /** The graph with the operations that losses are composed of. */
    private static OperationGraph withLosses(OperationGraph model, List<LossHead> losses) {
        List<Operation> operations = new ArrayList<>(model.operations());
        List<Value> outputs = new ArrayList<>(model.outputs());
        for (LossHead loss : losses) {
            if (!loss.operations().isEmpty()) {
                operations.addAll(loss.operations());
                outputs.add(loss.output());
            }
        }
        return new OperationGraph(model.inputs(), operations, outputs);
    }
}
