package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;
import static io.fovea.onnx.GraphWriter.ints;
import static io.fovea.onnx.GraphWriter.real;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.fovea.custom.SymbolicTensor;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Extent;
import io.fovea.layers.GroupNormalization;
import io.fovea.layers.LayerNormalization;
import io.fovea.layers.RMSNormalization;
import io.fovea.tensor.Shape;

/** Layers that normalize. */
final class NormalizationExport {
    private NormalizationExport() {}

    static SymbolicTensor batch(LayerUse use, BatchNormalization layer) {
        OnnxTensor x = use.input();
        if (x.shape().rank() != 1 && x.shape().rank() != 3) {
            // The channels come last.
            Affine affine = Affine.of(use.model(), layer);
            Shape channels = Shape.of(x.shape().channels());
            return x.multiply(OnnxTensor.constant(use.graph(), channels, affine.scales()))
                    .add(OnnxTensor.constant(use.graph(), channels, affine.offsets()));
        }
        int channels = x.shape().channels();
        return x.node(
                "BatchNormalization",
                List.of(vector(use, "gamma", channels, 1), vector(use, "beta", channels, 0),
                        vector(use, "moving_mean", channels, 0), vector(use, "moving_variance", channels, 1)),
                real("epsilon", layer.epsilon()));
    }

    private static String vector(LayerUse use, String name, int channels, float initial) {
        return use.graph().floats(name, new long[]{channels},
                use.optional(name).orElseGet(() -> filled(channels, initial)));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** An instance normalization of the groups, which every version of ONNX has. */
    static SymbolicTensor group(LayerUse use, GroupNormalization layer) {
        OnnxTensor x = (OnnxTensor) use.input().reshape(use.output().asImage());
        int channels = x.shape().channels();
        int groups = layer.groups() == -1 ? channels : layer.groups();
        GraphWriter graph = use.graph();
        String grouped = graph.node("Reshape", List.of(x.name(), graph.integers(0, groups, -1)));
        String normalized = graph.node(
                "InstanceNormalization",
                List.of(grouped, graph.floats("ones", new long[]{groups}, filled(groups, 1)),
                        graph.floats("zeros", new long[]{groups}, new float[groups])),
                real("epsilon", layer.epsilon()));
        SymbolicTensor result = OnnxTensor.of(graph, x.shape(), graph.node(
                "Reshape", List.of(normalized, graph.integers(OnnxTensor.dimensions(x.shape(), 0)))));
        if (layer.scale()) {
            result = result.multiply(use.tensor("gamma"));
        }
        if (layer.center()) {
            result = result.add(use.tensor("beta"));
        }
        return result.reshape(use.output());
    }

    static SymbolicTensor layer(LayerUse use, LayerNormalization layer) {
        OnnxTensor x = use.input();
        Shape over = layer.over() == Extent.CHANNELS ? Shape.of(x.shape().channels()) : x.shape();
        boolean map = x.shape().rank() == 3;
        boolean turned = map && layer.over() == Extent.CHANNELS;
        OnnxTensor last = turned ? x.node("Transpose", List.of(), ints("perm", 0, 2, 3, 1)) : x;
        float[] ones = filled(over.size(), 1);
        long[] dimensions = OnnxTensor.dimensions(over, 0);
        long[] sample = Arrays.copyOfRange(dimensions, 1, dimensions.length);
        String gamma = constant(use, "gamma", over, sample).orElseGet(() -> use.graph().floats("ones", sample, ones));
        String beta = constant(use, "beta", over, sample)
                .orElseGet(() -> use.graph().floats("zeros", sample, new float[over.size()]));
        OnnxTensor result = last.node(
                "LayerNormalization", List.of(gamma, beta), real("epsilon", layer.epsilon()),
                integer("axis", layer.over() == Extent.CHANNELS ? -1 : 1));
        return turned ? result.node("Transpose", List.of(), ints("perm", 0, 3, 1, 2)) : result;
    }

    private static Optional<String> constant(LayerUse use, String name, Shape over, long[] dimensions) {
        return use.optional(name).map(values -> use.graph().floats(
                name, dimensions, over.rank() == 3 ? OnnxTensor.channelsFirst(values, over) : values));
    }

    static SymbolicTensor rms(LayerUse use, RMSNormalization layer) {
        SymbolicTensor x = use.input();
        SymbolicTensor root = x.square().meanKeepingAxes(SymbolicTensor.CHANNELS).add(layer.epsilon()).sqrt();
        return x.divide(root).multiply(use.tensor("scale"));
    }
}
