package io.fovea.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.Cropping2D;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Padding;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;

/** Convolutions; kernels {@code [f, c, kh, kw]} become {@code [kh, kw, c, f]}. */
final class ConvolutionImport {
    private ConvolutionImport() {}

    private static Constant kernel(ImportedNode node) throws OnnxFileException {
        Constant kernel = node.constant(1);
        if (kernel.dimensions().length != 4 || kernel.size() == 0) {
            throw node.failure("its kernel has the shape " + Arrays.toString(kernel.dimensions())
                    + "; only images are read, whose kernels have 4 dimensions");
        }
        return kernel;
    }

    private static Map<String, float[]> weights(Optional<Constant> bias, float[] kernel) {
        Map<String, float[]> weights = new HashMap<>(Map.of("kernel", kernel));
        bias.ifPresent(values -> weights.put("bias", values.asFloats()));
        return weights;
    }

    static Signal convolution(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().map(node, 0);
        Constant kernel = kernel(node);
        Optional<Constant> bias = node.optionalConstant(2);
        int filters = Math.toIntExact(kernel.dimensions()[0]);
        int channels = Math.toIntExact(kernel.dimensions()[1]);
        int height = Math.toIntExact(kernel.dimensions()[2]);
        int width = Math.toIntExact(kernel.dimensions()[3]);
        long groups = node.integer("group", 1);
        if (groups < 1 || groups * channels != x.shape().channels()) {
            throw node.failure("its kernel of " + channels + " channels and " + groups + " groups doesn't fit "
                    + x.shape().channels() + " channels");
        }
        int[] strides = node.sizes("strides", 2, 1);
        int[] dilations = node.sizes("dilations", 2, 1);
        WindowImport window = WindowImport.of(node, x, height, width, strides, dilations);
        Signal in = window.padded(node.graph(), x, 0);
        float[] ordered = KernelOrder.filtersFirst(
                kernel.asFloats(), filters, channels, height * width);
        if (groups == x.shape().channels() && groups > 1) {
            DepthwiseConv2D layer = DepthwiseConv2D.of(height, width).strides(strides[0], strides[1])
                    .dilation(dilations[0], dilations[1]).padding(window.padding())
                    .depthMultiplier(filters / x.shape().channels()).useBias(bias.isPresent());
            return node.graph().add(layer, weights(bias, ordered), Signal.MAP, in);
        }
        Conv2D layer = Conv2D.of(filters, height, width).strides(strides[0], strides[1])
                .dilation(dilations[0], dilations[1]).padding(window.padding())
                .groups((int) groups).useBias(bias.isPresent());
        return node.graph().add(layer, weights(bias, ordered), Signal.MAP, in);
    }

    static Signal transposed(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().map(node, 0);
        Constant kernel = kernel(node);
        Optional<Constant> bias = node.optionalConstant(2);
        int channels = Math.toIntExact(kernel.dimensions()[0]);
        int filters = Math.toIntExact(kernel.dimensions()[1]);
        int height = Math.toIntExact(kernel.dimensions()[2]);
        int width = Math.toIntExact(kernel.dimensions()[3]);
        if (node.integer("group", 1) != 1 || node.integers("output_shape").isPresent()
                || !node.word("auto_pad", "NOTSET").equals("NOTSET")) {
            throw node.failure("is read with one group and with pads, not with output_shape or auto_pad");
        }
        if (channels != x.shape().channels()) {
            throw node.failure("its kernel takes " + channels + " channels, but there are " + x.shape().channels());
        }
        int[] strides = node.sizes("strides", 2, 1);
        int[] dilations = node.sizes("dilations", 2, 1);
        int[] more = node.sizes("output_padding", 2, 0);
        int[] pads = node.sizes("pads", 4, 0);
        Conv2DTranspose layer = Conv2DTranspose.of(filters, height, width).strides(strides[0], strides[1])
                .dilation(dilations[0], dilations[1]).padding(Padding.VALID).outputPadding(more[0], more[1])
                .useBias(bias.isPresent());
        float[] ordered = KernelOrder.filtersFirst(
                kernel.asFloats(), channels, filters, height * width);
        Signal whole = node.graph().add(layer, weights(bias, ordered), Signal.MAP, x);
        boolean cut = Arrays.stream(pads).anyMatch(pad -> pad > 0);
        return cut
                ? node.graph().add(Cropping2D.of(pads[0], pads[2], pads[1], pads[3]), Signal.MAP, whole)
                : whole;
    }
}
