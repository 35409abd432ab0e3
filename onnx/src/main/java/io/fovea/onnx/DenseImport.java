package io.fovea.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fovea.layers.Dense;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;
import io.fovea.tensor.Shape;

/** Matrix products with a constant. */
final class DenseImport {
    private DenseImport() {}

    static Signal gemm(ImportedNode node) throws OnnxFileException {
        Signal x = node.signal(0);
        if (x.rank() != 2 || node.integer("transA", 0) != 0) {
            throw node.failure("its first factor must be a vector of each sample, not transposed");
        }
        Constant factor = matrix(node);
        boolean turned = node.integer("transB", 0) != 0;
        int depth = Math.toIntExact(factor.dimensions()[turned ? 1 : 0]);
        int units = Math.toIntExact(factor.dimensions()[turned ? 0 : 1]);
        float[] kernel = turned
                ? KernelOrder.filtersFirst(factor.asFloats(), units, 1, depth)
                : factor.asFloats().clone();
        scale(kernel, node.real("alpha", 1));
        Optional<Constant> added = node.optionalConstant(2);
        Optional<float[]> bias = Optional.empty();
        if (added.isPresent()) {
            bias = Optional.of(bias(node, added.get(), units));
            scale(bias.get(), node.real("beta", 1));
        }
        return dense(node, x, kernel, depth, units, bias);
    }

    private static Constant matrix(ImportedNode node) throws OnnxFileException {
        Constant factor = node.constant(1);
        if (factor.dimensions().length != 2 || factor.size() == 0) {
            throw node.failure("its second factor has the shape " + Arrays.toString(factor.dimensions())
                    + "; a matrix is expected");
        }
        return factor;
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length && factor != 1; i++) {
            values[i] *= (float) factor;
        }
    }

    /** One number for all units, or one for each. */
    private static float[] bias(ImportedNode node, Constant added, int units) throws OnnxFileException {
        if (added.size() != 1 && added.size() != units) {
            throw node.failure("adds a constant of shape " + Arrays.toString(added.dimensions()) + " to " + units
                    + " units");
        }
        float[] bias = new float[units];
        for (int i = 0; i < units; i++) {
            bias[i] = (float) added.at(added.size() == 1 ? 0 : i);
        }
        return bias;
    }

    static Signal matMul(ImportedNode node) throws OnnxFileException {
        if (node.input(0) instanceof Constant) {
            throw node.failure("multiplies a constant with what layers compute; the constant must come second");
        }
        Signal x = node.signal(0);
        Constant factor = matrix(node);
        return dense(
                node, x, factor.asFloats(), Math.toIntExact(factor.dimensions()[0]),
                Math.toIntExact(factor.dimensions()[1]), Optional.empty());
    }

    private static Signal dense(
            ImportedNode node, Signal given, float[] kernel, int depth, int units, Optional<float[]> bias)
            throws OnnxFileException {
        Signal x = given.flattened().isPresent() || given.axis(given.rank() - 1) == given.shape().rank() - 1
                ? given
                : node.graph().inOrder(given, Signal.ascending(given.shape().rank()));
        if (x.shape().channels() != depth) {
            throw node.failure("its matrix has " + depth + " rows, but there are " + x.shape().channels() + " numbers");
        }
        float[] rows = x.flattened().map(map -> channelsLast(kernel, map, units)).orElse(kernel);
        Map<String, float[]> weights = new HashMap<>(Map.of("kernel", rows));
        bias.ifPresent(values -> weights.put("bias", values));
        return node.graph().add(Dense.of(units).useBias(bias.isPresent()), weights, x.order(), x);
    }

    /** The dense layer without a bias that made {@code x}, with a bias; if it is such a layer, and read nowhere else. */
    static Optional<Signal> withBias(ImportedNode node, Signal x, float[] bias) throws OnnxFileException {
        boolean fits = x.node().layer() instanceof Dense dense && !dense.useBias() && bias.length == dense.units()
                && isReadOnce(node, x);
        if (!fits) {
            return Optional.empty();
        }
        Map<String, float[]> weights = new HashMap<>(node.graph().weightsOf(x.node().layer()));
        weights.put("bias", bias);
        Signal source = node.graph().signalOf(x.node().inputs().getFirst(), x.order());
        return Optional.of(node.graph().add(((Dense) x.node().layer()).useBias(true), weights, x.order(), source));
    }

    private static boolean isReadOnce(ImportedNode node, Signal x) {
        return node.node().getInputList().stream().anyMatch(name -> node.graph().isValue(name, x)
                && node.graph().onlyReader(name).isPresent());
    }

    /** The rows of a kernel for channels that come first, in our order. */
    private static float[] channelsLast(float[] kernel, Shape map, int units) {
        int channels = map.channels();
        int pixels = map.size() / channels;
        float[] result = new float[kernel.length];
        for (int row = 0; row < map.size(); row++) {
            System.arraycopy(kernel, (row % channels * pixels + row / channels) * units, result, row * units, units);
        }
        return result;
    }
}
