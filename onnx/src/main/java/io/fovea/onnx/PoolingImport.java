package io.fovea.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.fovea.activations.ActivationFunction;
import io.fovea.layers.Activation;
import io.fovea.layers.AveragePooling2D;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.GlobalSumPooling2D;
import io.fovea.layers.Layer;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;
import io.fovea.layers.ReLU;
import io.fovea.onnx.ImportedValue.Signal;
import io.fovea.tensor.Shape;

/** Poolings, and sums over axes. */
final class PoolingImport {
    private PoolingImport() {}

    private static int[] kernel(ImportedNode node) throws OnnxFileException {
        int[] kernel = node.sizes("kernel_shape", 2, 0);
        int[] dilations = node.sizes("dilations", 2, 1);
        if (kernel[0] < 1 || kernel[1] < 1 || dilations[0] != 1 || dilations[1] != 1) {
            throw node.failure("needs a kernel_shape of 1 or more, and no dilations");
        }
        return kernel;
    }

    static Signal maximum(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().map(node, 0);
        int[] kernel = kernel(node);
        int[] strides = node.sizes("strides", 2, 1);
        WindowImport window = WindowImport.of(node, x, kernel[0], kernel[1], strides, new int[]{1, 1});
        // Zeros change no maximum of numbers that are not negative.
        Signal in = window.padded(node.graph(), x, isNotNegative(x.node().layer()) ? 0 : -Float.MAX_VALUE);
        return node.graph().add(
                MaxPooling2D.of(kernel[0], kernel[1]).strides(strides[0], strides[1]).padding(window.padding()),
                Signal.MAP, in);
    }

    private static boolean isNotNegative(Layer layer) {
        return switch (layer) {
            case ReLU relu -> relu.negativeSlope() == 0;
            case Activation activation -> Set.of(
                    ActivationFunction.Kind.RELU, ActivationFunction.Kind.RELU6, ActivationFunction.Kind.SIGMOID,
                    ActivationFunction.Kind.HARD_SIGMOID, ActivationFunction.Kind.SOFTPLUS)
                    .contains(activation.function().kind());
            default -> false;
        };
    }

    static Signal average(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().map(node, 0);
        int[] kernel = kernel(node);
        int[] strides = node.sizes("strides", 2, 1);
        boolean counts = node.integer("count_include_pad", 0) != 0;
        WindowImport window = WindowImport.of(node, x, kernel[0], kernel[1], strides, new int[]{1, 1});
        AveragePooling2D layer = AveragePooling2D.of(kernel[0], kernel[1]).strides(strides[0], strides[1]);
        if (window.padding() == Padding.SAME && !counts) {
            return node.graph().add(layer.padding(Padding.SAME), Signal.MAP, x);
        }
        int[] given = node.sizes("pads", 4, 0);
        if (window.padding() == Padding.SAME) {
            window = new WindowImport(Padding.VALID, new int[][]{{given[0], given[2]}, {given[1], given[3]}});
        }
        boolean more = window.pads()[0][1] > given[2] || window.pads()[1][1] > given[3];
        if (counts && more) {
            throw node.failure("rounds up and counts padding, which is not read together");
        }
        Signal all = node.graph().add(
                layer.padding(Padding.VALID), Signal.MAP, window.padded(node.graph(), x, 0));
        return counts || !window.isPadded() ? all : byCount(node, x, window, kernel, strides, all);
    }

    /** Means over whole windows become those over the pixels in them that are no padding. */
    private static Signal byCount(
            ImportedNode node, Signal x, WindowImport window, int[] kernel, int[] strides, Signal means)
            throws OnnxFileException {
        int rows = means.shape().dimension(0);
        int columns = means.shape().dimension(1);
        float[] factors = new float[rows * columns];
        for (int i = 0; i < factors.length; i++) {
            int down = covered(i / columns * strides[0] - window.pads()[0][0], kernel[0], x.shape().dimension(0));
            int across = covered(i % columns * strides[1] - window.pads()[1][0], kernel[1], x.shape().dimension(1));
            factors[i] = (float) kernel[0] * kernel[1] / (down * across);
        }
        return node.graph().add(
                new ConstantArithmetic("", "Mul", false, false, Shape.of(rows, columns, 1)),
                Map.of("constant", factors), Signal.MAP, means);
    }

    private static int covered(int from, int count, int size) {
        return Math.min(from + count, size) - Math.max(from, 0);
    }

    static Signal global(ImportedNode node, String what) throws OnnxFileException {
        return node.graph().add(pooling(what, true), Signal.MAP, node.graph().map(node, 0));
    }

    private static Layer pooling(String what, boolean keep) {
        return switch (what) {
            case "ReduceMean" -> GlobalAveragePooling2D.of().keepDimensions(keep);
            case "ReduceSum" -> GlobalSumPooling2D.of().keepDimensions(keep);
            default -> GlobalMaxPooling2D.of().keepDimensions(keep);
        };
    }

    static Signal reduction(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        long[] given = node.integers(1, "axes").orElse(new long[0]);
        Set<Integer> axes = new TreeSet<>();
        for (long axis : given) {
            axes.add(node.sampleAxis(axis, x.rank()));
        }
        if (axes.isEmpty()) {
            throw node.failure("names no axes, so the batch would be one of them");
        }
        boolean keep = node.integer("keepdims", 1) != 0;
        List<Integer> ours = axes.stream().map(x::axis).sorted().toList();
        if (x.shape().rank() == 3 && ours.equals(List.of(0, 1))) {
            return node.graph().add(pooling(node.operator(), keep), keep ? x.order() : List.of(1), x);
        }
        if (node.operator().equals("ReduceMax")) {
            throw node.failure("is read over the height and the width of images alone");
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.shape().rank(); i++) {
            int axis = x.order().get(i);
            if (keep) {
                order.add(axis);
            } else if (!axes.contains(axis)) {
                order.add(axis - (int) IntStream.range(1, axis).filter(axes::contains).count());
            }
        }
        if (order.isEmpty()) {
            throw node.failure("leaves nothing of a sample but its number; keep the dimensions");
        }
        return node.graph().add(new Reduction("", ours, node.operator().equals("ReduceMean"), keep), order, x);
    }
}
