package io.fovea.plan;

import java.util.List;

import io.fovea.ops.Operation;
import io.fovea.ops.convolution.ConvolutionOperation;

/** Chooses for each convolution the method that is fastest for its shape, unless one was asked for. */
final class AlgorithmSelection {
    private AlgorithmSelection() {}

    static OperationGraph choose(OperationGraph graph) {
        List<Operation> chosen = graph.operations().stream().map(AlgorithmSelection::choose).toList();
        return new OperationGraph(graph.inputs(), chosen, graph.outputs());
    }

    private static Operation choose(Operation operation) {
        return operation instanceof ConvolutionOperation convolution ? convolution.withBestMethod() : operation;
    }
}
