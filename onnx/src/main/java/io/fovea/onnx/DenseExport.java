package io.fovea.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.custom.SymbolicTensor;
import io.fovea.layers.Maxout;
import io.fovea.tensor.Shape;

/** Dense layers, and matrix products with a weight. */
final class DenseExport {
    private DenseExport() {}

    static OnnxTensor write(LayerUse use, int units) {
        return product(use.inputs().getFirst(), use.kernel("kernel", i -> i % units), units, use.bias());
    }

    /** The greatest of several dense layers. */
    static SymbolicTensor maxout(LayerUse use, Maxout layer) {
        SymbolicTensor all = write(use, layer.units() * layer.pieces());
        SymbolicTensor greatest = all.slice(SymbolicTensor.CHANNELS, 0, layer.units());
        for (int i = 1; i < layer.pieces(); i++) {
            greatest = greatest.maximum(
                    all.slice(SymbolicTensor.CHANNELS, i * layer.units(), (i + 1) * layer.units()));
        }
        return greatest;
    }

    /** {@code x} times a kernel {@code [k, n]}, plus a bias. */
    static OnnxTensor product(OnnxTensor x, float[] kernel, int units, Optional<float[]> bias) {
        GraphWriter graph = x.graph();
        Shape result = x.shape().withChannels(units);
        int depth = x.shape().channels();
        return switch (x.shape().rank()) {
            case 1 -> {
                float[] rows = x.flattened().map(map -> channelsFirst(kernel, map, units)).orElse(kernel);
                String weight = graph.floats("kernel", new long[]{depth, units}, rows);
                yield OnnxTensor.of(graph, result, graph.node("Gemm", with(graph, List.of(x.name(), weight), bias)));
            }
            case 3 -> {
                String weight = graph.floats(
                        "kernel", new long[]{units, depth, 1, 1},
                        KernelOrder.filtersFirst(kernel, 1, depth, units));
                yield OnnxTensor.of(graph, result, graph.node("Conv", with(graph, List.of(x.name(), weight), bias)));
            }
            default -> {
                OnnxTensor product = x.node(
                        result, "MatMul", List.of(graph.floats("kernel", new long[]{depth, units}, kernel)));
                yield bias.map(values -> (OnnxTensor) product.add(
                        OnnxTensor.constant(graph, Shape.of(units), values))).orElse(product);
            }
        };
    }

    static List<String> with(GraphWriter graph, List<String> inputs, Optional<float[]> bias) {
        List<String> all = new ArrayList<>(inputs);
        bias.ifPresent(values -> all.add(graph.floats("bias", new long[]{values.length}, values)));
        return all;
    }

    /** The rows of a kernel in the order of a feature map whose channels come first. */
    private static float[] channelsFirst(float[] kernel, Shape map, int units) {
        int channels = map.channels();
        int pixels = map.size() / channels;
        float[] result = new float[kernel.length];
        for (int row = 0; row < map.size(); row++) {
            System.arraycopy(kernel, row * units, result, (row % channels * pixels + row / channels) * units, units);
        }
        return result;
    }
}
