package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;
import static io.fovea.onnx.GraphWriter.ints;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.onnx.proto.OnnxMl.AttributeProto;

import io.fovea.layers.Padding;
import io.fovea.tensor.Shape;

/** A window that slides over a feature map. */
record Window(
        int height, int width, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth,
        Padding padding) {
    private List<AttributeProto> attributes(Shape in, Shape out) {
        long rows = total(in.dimension(0), out.dimension(0), height, strideHeight, dilationHeight);
        long columns = total(in.dimension(1), out.dimension(1), width, strideWidth, dilationWidth);
        List<AttributeProto> attributes = new ArrayList<>(List.of(
                ints("kernel_shape", height, width), ints("strides", strideHeight, strideWidth),
                ints("pads", rows / 2, columns / 2, rows - rows / 2, columns - columns / 2)));
        if (dilationHeight > 1 || dilationWidth > 1) {
            attributes.add(ints("dilations", dilationHeight, dilationWidth));
        }
        return attributes;
    }

    private long total(long in, long out, long kernel, long stride, long dilation) {
        return padding == Padding.SAME ? Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in) : 0;
    }

    OnnxTensor convolution(OnnxTensor x, Shape result, String kernel, Optional<float[]> bias, int groups) {
        List<AttributeProto> attributes = attributes(x.shape(), result);
        attributes.add(integer("group", groups));
        List<String> inputs = DenseExport.with(x.graph(), List.of(x.name(), kernel), bias);
        return OnnxTensor.of(x.graph(), result, x.graph().node(
                "Conv", inputs, attributes.toArray(AttributeProto[]::new)));
    }

    OnnxTensor pooling(OnnxTensor x, Shape result, String operator, AttributeProto... more) {
        List<AttributeProto> attributes = attributes(x.shape(), result);
        attributes.addAll(List.of(more));
        return x.node(result, operator, List.of(), attributes.toArray(AttributeProto[]::new));
    }
}
