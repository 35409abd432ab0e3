package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;
import static io.fovea.onnx.GraphWriter.ints;

import java.util.List;
import java.util.Optional;

import io.fovea.layers.Conv2D;
import io.fovea.layers.Conv2DTranspose;
import io.fovea.layers.DepthwiseConv2D;
import io.fovea.layers.Padding;
import io.fovea.layers.SeparableConv2D;
import io.fovea.tensor.Shape;

/** Convolutions; kernels {@code [kh, kw, c, f]} become {@code [f, c, kh, kw]}. */
final class ConvolutionExport {
    private ConvolutionExport() {}

    static OnnxTensor conv2D(LayerUse use, Conv2D l) {
        OnnxTensor x = use.input();
        int taps = Math.multiplyExact(l.kernelHeight(), l.kernelWidth());
        int channels = x.shape().channels() / l.groups();
        float[] kernel = use.kernel("kernel", i -> i % l.filters());
        String weight = use.graph().floats(
                "kernel", new long[]{l.filters(), channels, l.kernelHeight(), l.kernelWidth()},
                KernelOrder.filtersFirst(kernel, taps, channels, l.filters()));
        Window window = new Window(
                l.kernelHeight(), l.kernelWidth(), l.strideHeight(), l.strideWidth(), l.dilationHeight(),
                l.dilationWidth(), l.padding());
        return ActivationExport.write(
                l.activation(), window.convolution(x, use.output(), weight, use.bias(), l.groups()));
    }

    static OnnxTensor depthwise(LayerUse use, DepthwiseConv2D l) {
        OnnxTensor x = use.input();
        Window window = new Window(
                l.kernelHeight(), l.kernelWidth(), l.strideHeight(), l.strideWidth(), l.dilationHeight(),
                l.dilationWidth(), l.padding());
        float[] kernel = use.kernel("kernel", i -> i % use.output().channels());
        return ActivationExport.write(
                l.activation(), depthwise(x, kernel, use.output(), window, use.bias()));
    }

    private static OnnxTensor depthwise(
            OnnxTensor x, float[] kernel, Shape result, Window window, Optional<float[]> bias) {
        String weight = x.graph().floats(
                "kernel", new long[]{result.channels(), 1, window.height(), window.width()},
                KernelOrder.filtersFirst(kernel, window.height() * window.width(), 1, result.channels()));
        return window.convolution(x, result, weight, bias, x.shape().channels());
    }

    static OnnxTensor separable(LayerUse use, SeparableConv2D l) {
        OnnxTensor x = use.input();
        Window window = new Window(
                l.kernelHeight(), l.kernelWidth(), l.strideHeight(), l.strideWidth(), l.dilationHeight(),
                l.dilationWidth(), l.padding());
        int between = Math.multiplyExact(x.shape().channels(), l.depthMultiplier());
        OnnxTensor depthwise = depthwise(
                x, use.weight("depthwise_kernel"), use.output().withChannels(between), window, Optional.empty());
        float[] kernel = use.kernel("pointwise_kernel", i -> i % l.filters());
        return ActivationExport.write(
                l.activation(), DenseExport.product(depthwise, kernel, l.filters(), use.bias()));
    }

    static OnnxTensor transpose(LayerUse use, Conv2DTranspose l) {
        OnnxTensor x = use.input();
        int channels = x.shape().channels();
        int taps = Math.multiplyExact(l.kernelHeight(), l.kernelWidth());
        float[] kernel = use.kernel("kernel", i -> i / channels % l.filters());
        String weight = use.graph().floats(
                "kernel", new long[]{channels, l.filters(), l.kernelHeight(), l.kernelWidth()},
                KernelOrder.filtersFirst(kernel, taps, l.filters(), channels));
        Fit rows = Fit.of(x.shape().dimension(0), use.output().dimension(0), l.kernelHeight(), l.strideHeight(),
                l.dilationHeight(), l.padding());
        Fit columns = Fit.of(x.shape().dimension(1), use.output().dimension(1), l.kernelWidth(), l.strideWidth(),
                l.dilationWidth(), l.padding());
        OnnxTensor result = OnnxTensor.of(use.graph(), use.output(), use.graph().node(
                "ConvTranspose", DenseExport.with(use.graph(), List.of(x.name(), weight), use.bias()),
                ints("kernel_shape", l.kernelHeight(), l.kernelWidth()),
                ints("strides", l.strideHeight(), l.strideWidth()),
                ints("dilations", l.dilationHeight(), l.dilationWidth()),
                ints("pads", rows.before(), columns.before(), rows.after(), columns.after()),
                ints("output_padding", rows.more(), columns.more()), integer("group", 1)));
        return ActivationExport.write(l.activation(), result);
    }

    /** How many pixels of the whole result are cut off before and after, and how many are added after. */
    private record Fit(long before, long after, long more) {
        static Fit of(int in, int out, int kernel, int stride, int dilation, Padding padding) {
            long whole = (in - 1L) * stride + (kernel - 1L) * dilation + 1;
            long before = padding == Padding.SAME ? Math.max(0, whole - out) / 2 : 0;
            long after = whole - before - out;
            return new Fit(before, Math.max(0, after), Math.max(0, -after));
        }
    }
}
