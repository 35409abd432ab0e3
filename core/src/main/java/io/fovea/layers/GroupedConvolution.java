package io.fovea.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.fovea.custom.SymbolicTensor;
import io.fovea.ops.ConcatenateOperation;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.convolution.ConvolutionOperation;
import io.fovea.ops.convolution.DepthwiseOperation;
import io.fovea.ops.convolution.Geometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A convolution whose channels and filters fall into groups: each group is a convolution of its own, and the results lie side by side.
 * Groups of one channel are a depthwise convolution.
 *
 * @param lowering records the operations
 * @param groups how many
 * @param input what is read
 * @param shape of the output
 * @param geometry of the windows
 * @param useBias whether there is a bias
 */
record GroupedConvolution(
        Lowering lowering, int groups, Value input, Shape shape, Geometry geometry, boolean useBias) {
    Value lower() {
        return input.channels() == groups ? depthwise() : groupByGroup();
    }

    private int taps() {
        return geometry.kernelHeight() * geometry.kernelWidth();
    }

    private LoweredTensor tensor() {
        return LoweredTensor.of(lowering, Shape.of(input.height(), input.width(), input.channels()), input);
    }

    private Value depthwise() {
        int filters = shape.channels() / groups;
        Value in = filters == 1
                ? input
                : LoweredTensor.known(tensor().repeat(SymbolicTensor.CHANNELS, filters)).value().orElseThrow();
        Parameter kernel = lowering.parameter(
                "kernel", new WeightLayout(1, taps(), taps(), shape.channels(), lowering.lanes()));
        Optional<Parameter> bias = lowering.vector(useBias, "bias", shape.channels());
        return lowering.add(new DepthwiseOperation(
                lowering.name(), in, lowering.value(shape), geometry, kernel, bias));
    }

    private Value groupByGroup() {
        int channels = input.channels() / groups;
        int filters = shape.channels() / groups;
        List<Value> parts = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            parts.add(LoweredTensor.known(tensor().slice(SymbolicTensor.CHANNELS, g * channels, (g + 1) * channels))
                    .value().orElseThrow());
        }
        WeightLayout layout = new WeightLayout(
                taps(), channels, parts.getFirst().channelStride(), filters, lowering.lanes());
        int partSize = layout.size();
        List<Parameter> kernels = lowering.parameters("kernel", Collections.nCopies(groups, layout), element -> {
            int filter = element % shape.channels();
            return filter / filters * partSize + element / shape.channels() * filters + filter % filters;
        });
        List<Parameter> biases = useBias
                ? lowering.parameters(
                        "bias", Collections.nCopies(groups, WeightLayout.vector(filters, lowering.lanes())),
                        element -> element)
                : List.of();
        List<Value> results = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            Optional<Parameter> bias = useBias ? Optional.of(biases.get(g)) : Optional.empty();
            results.add(lowering.add(new ConvolutionOperation(
                    lowering.name() + " group " + g, parts.get(g), lowering.value(shape.withChannels(filters)),
                    geometry, kernels.get(g), bias)));
        }
        return lowering.add(new ConcatenateOperation(
                lowering.name(), List.copyOf(results), lowering.value(shape), 2));
    }
}
