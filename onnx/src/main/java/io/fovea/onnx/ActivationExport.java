package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;
import static io.fovea.onnx.GraphWriter.real;

import java.util.Arrays;
import java.util.List;

import io.fovea.activations.ActivationFunction;
import io.fovea.custom.SymbolicTensor;

/** Activation functions: an operator where ONNX has one, else the formula. */
final class ActivationExport {
    private ActivationExport() {}

    static OnnxTensor write(ActivationFunction function, OnnxTensor x) {
        return switch (function.kind()) {
            case LINEAR -> x;
            case RELU -> relu(function, x);
            case RELU6 -> x.clip(0, 6);
            case LEAKY_RELU -> leaky(x, function.argument("negative_slope"));
            case ELU -> x.node("Elu", List.of(), real("alpha", function.argument("alpha")));
            case SELU -> x.node("Selu", List.of());
            case CELU -> x.node("Celu", List.of(), real("alpha", function.argument("alpha")));
            case GELU -> gelu(x, function.argument("approximate") == 1);
            case SWISH -> times(x, plain(x, "Sigmoid"));
            case MISH -> times(x, plain(plain(x, "Softplus"), "Tanh"));
            case SIGMOID -> plain(x, "Sigmoid");
            case HARD_SIGMOID -> ramp(x, 1 / 6.0);
            case HARD_SWISH -> plain(x, "HardSwish");
            case TANH -> plain(x, "Tanh");
            case HARD_TANH -> x.clip(-1, 1);
            case TANH_SHRINK -> x.node("Sub", List.of(plain(x, "Tanh").name()));
            case SOFT_SHRINK -> shrink(x, function.argument("threshold"), function.argument("threshold"));
            case HARD_SHRINK -> shrink(x, function.argument("threshold"), 0);
            case THRESHOLD -> threshold(x, function.argument("threshold"), function.argument("default_value"));
            case SOFTPLUS -> plain(x, "Softplus");
            case SOFTSIGN -> plain(x, "Softsign");
            case SQUAREPLUS -> plus(x, plain(times(x, x).scale(1, function.argument("b")), "Sqrt")).scale(0.5, 0);
            case SPARSE_PLUS -> sparsePlus(x);
            case SPARSE_SIGMOID -> ramp(x, 0.5);
            case LOG_SIGMOID -> plain(plain(plain(x, "Neg"), "Softplus"), "Neg");
            case EXPONENTIAL -> plain(x, "Exp");
            case SOFTMAX -> alongChannels(x, "Softmax");
            case LOG_SOFTMAX -> alongChannels(x, "LogSoftmax");
            case SPARSEMAX -> sparsemax(x.ordered());
        };
    }

    private static OnnxTensor plain(OnnxTensor x, String operator) {
        return x.node(operator, List.of());
    }

    private static OnnxTensor times(OnnxTensor x, OnnxTensor y) {
        return x.node("Mul", List.of(y.name()));
    }

    private static OnnxTensor plus(OnnxTensor x, OnnxTensor y) {
        return x.node("Add", List.of(y.name()));
    }

    /** Softmax and its like along an axis of ours. */
    static OnnxTensor along(OnnxTensor x, String operator, int axis) {
        OnnxTensor ordered = x.ordered();
        return ordered.node(operator, List.of(), integer("axis", ordered.axis(axis)));
    }

    private static OnnxTensor alongChannels(OnnxTensor x, String operator) {
        return along(x, operator, SymbolicTensor.CHANNELS);
    }

    private static OnnxTensor relu(ActivationFunction function, OnnxTensor x) {
        double slope = function.argument("negative_slope");
        double most = function.argument("max_value");
        double threshold = function.argument("threshold");
        if (threshold == 0 && most == Double.POSITIVE_INFINITY) {
            return leaky(x, slope);
        }
        if (threshold == 0 && slope == 0) {
            return x.clip(0, most);
        }
        GraphWriter graph = x.graph();
        OnnxTensor above = most == Double.POSITIVE_INFINITY ? x : x.node("Min", List.of(graph.number(most)));
        OnnxTensor below = x.scale(1, -threshold).scale(slope, 0);
        return x.node("GreaterOrEqual", List.of(graph.number(threshold)))
                .node("Where", List.of(above.name(), below.name()));
    }

    private static OnnxTensor leaky(OnnxTensor x, double slope) {
        return slope == 0 ? plain(x, "Relu") : x.node("LeakyRelu", List.of(), real("alpha", slope));
    }

    private static OnnxTensor gelu(OnnxTensor x, boolean approximate) {
        if (!approximate) {
            return times(x, plain(x.scale(Math.sqrt(0.5), 0), "Erf").scale(1, 1)).scale(0.5, 0);
        }
        OnnxTensor cubed = times(x, times(x, x)).scale(0.044715, 0);
        return times(x, plain(plus(x, cubed).scale(Math.sqrt(2 / Math.PI), 0), "Tanh").scale(1, 1)).scale(0.5, 0);
    }

    private static OnnxTensor ramp(OnnxTensor x, double slope) {
        return x.node("HardSigmoid", List.of(), real("alpha", slope), real("beta", 0.5));
    }

    private static OnnxTensor shrink(OnnxTensor x, double threshold, double bias) {
        return x.node("Shrink", List.of(), real("lambd", threshold), real("bias", bias));
    }

    private static OnnxTensor threshold(OnnxTensor x, double threshold, double other) {
        GraphWriter graph = x.graph();
        return x.node("Greater", List.of(graph.number(threshold)))
                .node("Where", List.of(x.name(), graph.number(other)));
    }

    /** (y + 1)^2 / 4 + max(x - 1, 0) with y = x between -1 and 1. */
    private static OnnxTensor sparsePlus(OnnxTensor x) {
        OnnxTensor up = x.clip(-1, 1).scale(1, 1);
        return plus(times(up, up).scale(0.25, 0), plain(x.scale(1, -1), "Relu"));
    }

    /** Martins and Astudillo, arXiv:1602.02068, algorithm 1: the k greatest stay, less what makes their sum 1. */
    private static OnnxTensor sparsemax(OnnxTensor x) {
        GraphWriter graph = x.graph();
        int axis = x.axis(SymbolicTensor.CHANNELS);
        int count = x.shape().channels();
        OnnxTensor sorted = OnnxTensor.of(graph, x.shape(), graph.nodeOfTwo(
                "TopK", List.of(x.name(), graph.integers(count)), integer("axis", axis)));
        float[] ranks = new float[count];
        for (int i = 0; i < count; i++) {
            ranks[i] = i + 1;
        }
        long[] dimensions = new long[x.shape().rank() + 1];
        Arrays.fill(dimensions, 1);
        dimensions[axis] = count;
        OnnxTensor sums = sorted.node("CumSum", List.of(graph.integer(axis)));
        OnnxTensor support = sorted.node("Mul", List.of(graph.floats("ranks", dimensions, ranks))).scale(1, 1)
                .node("Greater", List.of(sums.name())).node("Cast", List.of(), integer("to", 1));
        OnnxTensor total = times(support, sorted).sumKeepingAxes(SymbolicTensor.CHANNELS).scale(1, -1);
        OnnxTensor limit = total.node("Div", List.of(support.sumKeepingAxes(SymbolicTensor.CHANNELS).name()));
        return plain(x.node("Sub", List.of(limit.name())), "Relu");
    }
}
