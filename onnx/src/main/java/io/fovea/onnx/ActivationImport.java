package io.fovea.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.TensorProto;

import io.fovea.activations.ActivationFunction;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.ELU;
import io.fovea.layers.Layer;
import io.fovea.layers.LeakyReLU;
import io.fovea.layers.PReLU;
import io.fovea.layers.ReLU;
import io.fovea.layers.Softmax;
import io.fovea.onnx.ImportedValue.Comparison;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.Signal;

/** Functions of each number, and softmax. */
final class ActivationImport {
    private static final Map<String, ActivationFunction> PLAIN = Map.of(
            "Sigmoid", Activations.SIGMOID, "Tanh", Activations.TANH, "Softplus", Activations.SOFTPLUS,
            "Softsign", Activations.SOFTSIGN, "HardSwish", Activations.HARD_SWISH, "Mish", Activations.MISH,
            "Exp", Activations.EXPONENTIAL, "Selu", Activations.SELU);

    /** From here on, softplus is the number itself in floats. */
    private static final double LARGE = 17;

    @FunctionalInterface
    private interface LayerOf {
        Layer read(ImportedNode node) throws OnnxFileException;
    }

    private ActivationImport() {}

    static Map<String, Operators.Reader> readers() {
        Map<String, Operators.Reader> readers = new HashMap<>();
        PLAIN.forEach((name, function) -> put(readers, name, _ -> Activation.of(function)));
        put(readers, "Relu", _ -> ReLU.of());
        put(readers, "LeakyRelu", node -> LeakyReLU.of(node.real("alpha", 0.01)));
        put(readers, "Elu", node -> ELU.of(node.real("alpha", 1)));
        put(readers, "Celu", node -> Activation.of(Activations.celu(node.real("alpha", 1))));
        put(readers, "Gelu", node -> Activation.of(Activations.gelu(node.word("approximate", "none").equals("tanh"))));
        for (String name : List.of("Abs", "Log", "Sqrt", "Reciprocal")) {
            put(readers, name, node -> ElementFunction.of(name));
        }
        put(readers, "Clip", ActivationImport::clip);
        put(readers, "Shrink", ActivationImport::shrink);
        put(readers, "ThresholdedRelu", node -> Activation.of(Activations.threshold(node.real("alpha", 1), 0)));
        readers.put("Neg", node -> node.graph().rescale(node.signal(0), -1, 0));
        readers.put("HardSigmoid", ActivationImport::hardSigmoid);
        readers.put("Greater", ActivationImport::greater);
        readers.put("Where", ActivationImport::where);
        readers.put("PRelu", ActivationImport::prelu);
        readers.put("Softmax", node -> along(node, Activations.SOFTMAX));
        readers.put("LogSoftmax", node -> along(node, Activations.LOG_SOFTMAX));
        return readers;
    }

    static ImportedValue greater(ImportedNode node) throws OnnxFileException {
        Constant least = node.constant(1);
        if (least.size() != 1) {
            throw node.failure("is read with a single number");
        }
        return new Comparison(node.signal(0), least.at(0));
    }

    private static Layer shrink(ImportedNode node) throws OnnxFileException {
        double threshold = node.real("lambd", 0.5);
        double bias = node.real("bias", 0);
        if (bias != 0 && bias != threshold) {
            throw node.failure("is read with the bias 0, or that of lambd, " + threshold + ", but has " + bias);
        }
        return Activation.of(bias == 0 ? Activations.hardShrink(threshold) : Activations.softShrink(threshold));
    }

    /**
     * A threshold, {@code x} above it and another number elsewhere; or softplus, which PyTorch writes as the number itself where that is
     * large, for there both are equal.
     */
    static Signal where(ImportedNode node) throws OnnxFileException {
        if (node.input(0) instanceof Comparison comparison && node.input(2) instanceof Constant other
                && other.size() == 1 && node.signal(1).node() == comparison.x().node()) {
            return node.graph().add(
                    Activation.of(Activations.threshold(comparison.least(), other.at(0))), node.signal(1));
        }
        boolean softplus = node.input(0) instanceof Comparison comparison && comparison.least() >= LARGE
                && node.signal(1).node() == comparison.x().node()
                && node.signal(2).node().layer() instanceof Activation activation
                && activation.function().equals(Activations.SOFTPLUS)
                && node.signal(2).node().inputs().getFirst() == comparison.x().node();
        if (!softplus) {
            throw node.failure("is read as a part of Softplus or of a threshold alone");
        }
        return node.signal(2);
    }

    private static void put(Map<String, Operators.Reader> readers, String name, LayerOf layer) {
        readers.put(name, node -> node.graph().add(layer.read(node), node.signal(0)));
    }

    private static Layer clip(ImportedNode node) throws OnnxFileException {
        double least = limit(node, 1, "min", -Float.MAX_VALUE);
        double most = limit(node, 2, "max", Float.MAX_VALUE);
        if (least == 0 && most > 0) {
            return most >= Float.MAX_VALUE ? ReLU.of() : ReLU.of().maxValue(most);
        }
        return new ElementFunction("", "Clip", least, most);
    }

    private static double limit(ImportedNode node, int input, String attribute, double initial)
            throws OnnxFileException {
        Optional<Constant> constant = node.optionalConstant(input);
        if (constant.isPresent() && constant.get().size() != 1) {
            throw node.failure("its limits must be single numbers");
        }
        double value = constant.isPresent() ? constant.get().at(0) : node.real(attribute, initial);
        return Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private static Signal hardSigmoid(ImportedNode node) throws OnnxFileException {
        double slope = node.real("alpha", 0.2);
        double offset = node.real("beta", 0.5);
        boolean keras = Math.abs(slope - 1 / 6.0) < 1e-7 && offset == 0.5;
        return keras
                ? node.graph().add(Activation.of(Activations.HARD_SIGMOID), node.signal(0))
                : node.graph().add(
                        new ElementFunction("", "Clip", 0, 1), node.graph().rescale(node.signal(0), slope, offset));
    }

    private static Signal prelu(ImportedNode node) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        Constant slope = node.constant(1);
        // Before version 9, one slope for each channel had no dimensions after it.
        boolean bare = slope.dimensions().length == 1 && x.rank() == 4 && slope.size() == x.sample()[0]
                && slope.size() > 1 && slope.size() != x.sample()[2];
        Constant aligned = bare ? slope.withDimensions(slope.size(), 1, 1) : slope;
        int[] sizes = ShapeImport.aligned(node, aligned, x);
        Integer[] shared = IntStream.range(0, sizes.length)
                .filter(i -> sizes[i] == 1 && x.shape().dimension(i) > 1).mapToObj(i -> i + 1).toArray(Integer[]::new);
        return node.graph().add(
                PReLU.of().sharedAxes(shared), Map.of("alpha", ShapeImport.ordered(aligned, x, sizes)), x.order(), x);
    }

    private static Signal along(ImportedNode node, ActivationFunction function) throws OnnxFileException {
        Signal x = node.graph().unflattened(node.signal(0));
        boolean old = node.graph().opset() < 13;
        int axis = node.sampleAxis(node.integer("axis", old ? 1 : -1), x.rank());
        if (old && axis != x.rank() - 1) {
            throw node
                    .failure("flattens what follows axis " + axis + ", as before version 13 of the operators; only the "
                            + "last axis is read there");
        }
        int ours = x.axis(axis);
        if (ours == x.shape().rank() - 1) {
            return node.graph().add(Activation.of(function), x);
        }
        if (function.equals(Activations.SOFTMAX) && x.shape().rank() <= 3) {
            return node.graph().add(Softmax.of(ours + 1), x);
        }
        throw node.failure("is read along the channels, or the last axis");
    }

    /** Numbers that layers compute are floats, and stay so. */
    static Signal cast(ImportedNode node) throws OnnxFileException {
        long to = node.integer("to", 0);
        if (to != TensorProto.DataType.FLOAT_VALUE && to != TensorProto.DataType.FLOAT16_VALUE
                && to != TensorProto.DataType.BFLOAT16_VALUE && to != TensorProto.DataType.DOUBLE_VALUE) {
            throw node.failure("makes whole numbers of what layers compute");
        }
        return node.signal(0);
    }
}
