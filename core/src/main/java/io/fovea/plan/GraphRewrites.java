package io.fovea.plan;

import java.util.List;

import io.fovea.ops.Operation;

/** The rewrites of the operation graph, in the order in which they apply. */
final class GraphRewrites {
    /**
     * A monotone activation moves behind a maximum pooling: the maximum is the same, there are fewer numbers to work on, and
     * the large output before the pooling need not be kept for the gradient.
     */
    private static final GraphRewrite ACTIVATION_BEHIND_MAXIMUM =
            new GraphRewrite("activation behind maximum", (producer, consumer) -> consumer.swapWith(producer));

    /** An activation joins the operation before it, which applies it while its output is in the cache. */
    private static final GraphRewrite FUSE_ACTIVATION = new GraphRewrite(
            "fuse activation", (producer, consumer) -> consumer.asActivation()
                    .flatMap(activation -> producer.withActivation(activation, consumer.output()))
                    .map(List::of));

    /** At inference nobody asks for a gradient, so every activation can join. */
    private static final GraphRewrite FUSE_ACTIVATION_AT_INFERENCE = new GraphRewrite(
            "fuse activation at inference", (producer, consumer) -> consumer.asActivation()
                    .flatMap(activation -> producer.withActivation(activation.atInference(), consumer.output()))
                    .map(List::of));

    /** At inference, batch normalization is a scale and a shift of each channel: the weights before it absorb them. */
    private static final GraphRewrite FOLD_AFFINE = new GraphRewrite(
            "fold affine", (producer, consumer) -> consumer.asAffine().flatMap(producer::withAffine).map(List::of));

    /** An operation computes part of its consumer on the way; the rest of the consumer, its gradient, stays. */
    private static final GraphRewrite ABSORB_CONSUMER =
            new GraphRewrite("absorb consumer", (producer, consumer) -> producer.absorb(consumer));

    private GraphRewrites() {}

    /** The graph as it is computed. */
    static OperationGraph apply(OperationGraph model, boolean training) {
        GraphRewrite fuse = training ? FUSE_ACTIVATION : FUSE_ACTIVATION_AT_INFERENCE;
        OperationGraph graph = fuse.apply(ACTIVATION_BEHIND_MAXIMUM.apply(model));
        if (!training) {
            graph = FOLD_AFFINE.apply(graph);
        }
        return ABSORB_CONSUMER.apply(selectAlgorithms(graph));
    }

    /** Each operation chooses the algorithm that is fastest for its shape, unless one was asked for. */
    private static OperationGraph selectAlgorithms(OperationGraph graph) {
        return new OperationGraph(
                graph.inputs(), graph.operations().stream().map(Operation::withFastestAlgorithm).toList(),
                graph.outputs());
    }
}
