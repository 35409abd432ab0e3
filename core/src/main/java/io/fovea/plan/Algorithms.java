package io.fovea.plan;

import java.util.List;

import io.fovea.ops.Operation;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.ConvolutionOperation.Method;

/** Chooses for each convolution the method that is fastest for its shape. */
final class Algorithms {
    private Algorithms() {}

    static OperationGraph choose(OperationGraph graph) {
        List<Operation> chosen = graph.operations().stream().map(Algorithms::choose).toList();
        return new OperationGraph(graph.inputs(), chosen, graph.outputs());
    }

    private static Operation choose(Operation operation) {
        return operation instanceof ConvolutionOperation convolution && convolution.winogradPays()
                ? convolution.with(Method.WINOGRAD)
                : operation;
    }
}
