package io.fovea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.ops.BatchNormalizationOperation;
import io.fovea.ops.Operation;
import io.fovea.ops.convolution.ConvolutionOperation;

/** Works batch normalisation into the convolution before it, where nothing else reads what is between: for inference. */
final class BatchNormFolding {
    private BatchNormFolding() {}

    static OperationGraph apply(OperationGraph graph) {
        List<Operation> result = new ArrayList<>(graph.operations());
        for (Operation operation : graph.operations()) {
            if (operation instanceof BatchNormalizationOperation normalization) {
                Optional<ConvolutionOperation> convolution = graph.producer(normalization.input())
                        .filter(o -> o instanceof ConvolutionOperation c && !c.epilogue().present())
                        .filter(o -> graph.uses(o.output()) == 1)
                        .map(ConvolutionOperation.class::cast);
                convolution.ifPresent(c -> {
                    result.set(result.indexOf(c), c.folding(normalization));
                    result.remove(normalization);
                });
            }
        }
        return new OperationGraph(graph.inputs(), result, graph.outputs());
    }
}
