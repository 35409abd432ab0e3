package io.fovea.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.Add;
import io.fovea.layers.Average;
import io.fovea.layers.Layer;
import io.fovea.layers.Maximum;
import io.fovea.layers.Minimum;
import io.fovea.layers.Multiply;
import io.fovea.layers.ReLU;
import io.fovea.layers.Rescaling;
import io.fovea.layers.Subtract;
import io.fovea.onnx.ImportedValue.Constant;
import io.fovea.onnx.ImportedValue.ErrorFunction;
import io.fovea.onnx.ImportedValue.Signal;
import io.fovea.tensor.Shape;

/** Arithmetic of tensors, and of tensors and constants. */
final class ArithmeticImport {
    private static final double CLOSE = 1e-5;

    private ArithmeticImport() {}

    static ImportedValue read(ImportedNode node) throws OnnxFileException {
        if (node.inputs().size() == 1) {
            return node.input(0);
        }
        if (node.inputs().size() == 2) {
            ImportedValue a = node.input(0);
            ImportedValue b = node.input(1);
            if (a instanceof ErrorFunction part) {
                return gelu(node, part, b);
            }
            if (b instanceof ErrorFunction part) {
                return gelu(node, part, a);
            }
            if (a instanceof Constant constant) {
                return withConstant(node, node.signal(1), constant, true);
            }
            if (b instanceof Constant constant) {
                return withConstant(node, node.signal(0), constant, false);
            }
        }
        return ofSignals(node);
    }

    private static Signal ofSignals(ImportedNode node) throws OnnxFileException {
        Signal first = node.signal(0);
        List<Signal> all = new ArrayList<>();
        boolean flat = true;
        for (int i = 0; i < node.inputs().size(); i++) {
            Signal other = node.signal(i);
            flat &= other.flattened().isPresent() && other.flattened().equals(first.flattened());
            all.add(other);
        }
        for (int i = 0; i < all.size() && !flat; i++) {
            Signal other = all.get(i);
            if (other.rank() != first.rank()) {
                throw node.failure("its inputs have the ranks " + first.rank() + " and " + other.rank());
            }
            all.set(i, i == 0 ? node.graph().unflattened(other) : node.graph().inOrder(other, first.order()));
        }
        Signal result = node.graph().add(layer(node), first.order(), all.toArray(Signal[]::new));
        return new Signal(result.node(), result.shape(), result.order(), flat ? first.flattened() : Optional.empty());
    }

    private static Layer layer(ImportedNode node) {
        return switch (node.operator()) {
            case "Add", "Sum" -> Add.of();
            case "Sub" -> Subtract.of();
            case "Mul" -> Multiply.of();
            case "Max" -> Maximum.of();
            case "Min" -> Minimum.of();
            case "Mean" -> Average.of();
            default -> new Arithmetic("", node.operator());
        };
    }

    private static Signal withConstant(ImportedNode node, Signal given, Constant constant, boolean swapped)
            throws OnnxFileException {
        String operator = node.operator().equals("Sum") ? "Add" : node.operator();
        if (operator.equals("Mean")) {
            throw node.failure("is read for what layers compute, not for constants");
        }
        if (constant.size() == 1 && constant.dimensions().length <= given.rank()) {
            Optional<Signal> dense = operator.equals("Add")
                    ? DenseImport.withBias(node, given, constant.asFloats())
                    : Optional.empty();
            if (dense.isPresent()) {
                return dense.get();
            }
            return withNumber(node, given, operator, constant.at(0), swapped);
        }
        Signal x = node.graph().unflattened(given);
        int[] sizes = ShapeImport.aligned(node, constant, x);
        float[] values = ShapeImport.ordered(constant, x, sizes);
        int last = sizes.length - 1;
        boolean byChannel = values.length == sizes[last] && values.length == x.shape().dimension(last);
        if (byChannel && operator.equals("Add")) {
            Optional<Signal> dense = DenseImport.withBias(node, x, values);
            if (dense.isPresent()) {
                return dense.get();
            }
        }
        if (byChannel) {
            Optional<Signal> normalization = NormalizationImport.completed(node, x, values);
            if (normalization.isPresent()) {
                return normalization.get();
            }
            Optional<Rescaling> rescaling = rescaling(operator, values, swapped);
            if (rescaling.isPresent()) {
                return node.graph().add(rescaling.get(), x);
            }
        }
        return node.graph().add(
                new ConstantArithmetic("", operator, swapped, true, Shape.of(sizes)), Map.of("constant", values),
                x.order(), x);
    }

    private static Signal withNumber(ImportedNode node, Signal x, String operator, double value, boolean swapped)
            throws OnnxFileException {
        return switch (operator) {
            case "Add" -> node.graph().rescale(x, 1, value);
            case "Sub" -> swapped ? node.graph().rescale(x, -1, value) : node.graph().rescale(x, 1, -value);
            case "Mul" -> node.graph().rescale(x, value, 0);
            case "Div" -> swapped
                    ? node.graph().rescale(node.graph().add(ElementFunction.of("Reciprocal"), x), value, 0)
                    : node.graph().rescale(x, 1 / value, 0);
            case "Max" -> value == 0
                    ? node.graph().add(ReLU.of(), x)
                    : node.graph().add(new ElementFunction("", "Clip", value, Float.MAX_VALUE), x);
            default -> node.graph().add(new ElementFunction("", "Clip", -Float.MAX_VALUE, value), x);
        };
    }

    /** A factor and an offset for each channel, where that is what it is. */
    private static Optional<Rescaling> rescaling(String operator, float[] values, boolean swapped) {
        List<Double> given = IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
        List<Double> ones = Collections.nCopies(values.length, 1.0);
        List<Double> zeros = Collections.nCopies(values.length, 0.0);
        return switch (operator) {
            case "Add" -> Optional.of(Rescaling.of(ones, given));
            case "Sub" -> Optional.of(swapped
                    ? Rescaling.of(Collections.nCopies(values.length, -1.0), given)
                    : Rescaling.of(ones, given.stream().map(value -> -value).toList()));
            case "Mul" -> Optional.of(Rescaling.of(given, zeros));
            case "Div" -> swapped
                    ? Optional.empty()
                    : Optional.of(Rescaling.of(given.stream().map(value -> 1 / value).toList(), zeros));
            default -> Optional.empty();
        };
    }

    static Signal power(ImportedNode node) throws OnnxFileException {
        Constant exponent = node.constant(1);
        if (exponent.size() == 1 && exponent.at(0) == 2) {
            return node.graph().add(ElementFunction.of("Square"), node.signal(0));
        }
        if (exponent.size() == 1 && exponent.at(0) == 0.5) {
            return node.graph().add(ElementFunction.of("Sqrt"), node.signal(0));
        }
        throw node.failure("is read with the exponents 2 and 0.5");
    }

    static ErrorFunction errorFunction(ImportedNode node) throws OnnxFileException {
        Signal x = node.signal(0);
        Optional<Double> factor = factor(x);
        return factor.isPresent()
                ? new ErrorFunction(source(x), factor.get(), 1, 0)
                : new ErrorFunction(x, 1, 1, 0);
    }

    /** The factor, where {@code x} is a multiple of what comes before it. */
    private static Optional<Double> factor(Signal x) {
        return x.node().layer() instanceof Rescaling r && r.scales().size() == 1 && r.offsets().getFirst() == 0
                ? Optional.of(r.scales().getFirst())
                : Optional.empty();
    }

    private static Signal source(Signal multiple) {
        return new Signal(
                multiple.node().inputs().getFirst(), multiple.shape(), multiple.order(), multiple.flattened());
    }

    /** GELU as files write it out: x times (1 + erf(x / sqrt 2)) / 2, in any order of the factors. */
    private static ImportedValue gelu(ImportedNode node, ErrorFunction part, ImportedValue other)
            throws OnnxFileException {
        boolean multiplies = node.operator().equals("Mul");
        if (other instanceof Constant number && number.size() == 1) {
            double value = number.at(0);
            if (multiplies) {
                return new ErrorFunction(part.x(), part.inner(), part.factor() * value, part.offset() * value);
            }
            if (node.operator().equals("Add")) {
                return new ErrorFunction(part.x(), part.inner(), part.factor(), part.offset() + value);
            }
        }
        if (multiplies && other instanceof Signal signal && Math.abs(part.factor() - part.offset()) < CLOSE) {
            boolean itself = signal.node() == part.x().node();
            Optional<Double> times = itself
                    ? Optional.of(1.0)
                    : factor(signal).filter(_ -> source(signal).node() == part.x().node());
            if (times.isPresent()) {
                double inner = part.inner() * Math.sqrt(2);
                boolean plain = Math.abs(inner - 1) < CLOSE;
                Signal of = Math.abs(inner - times.get()) < CLOSE * Math.abs(inner)
                        ? signal
                        : node.graph().rescale(part.x(), plain ? 1 : inner, 0);
                Signal result = node.graph().add(Activation.of(Activations.GELU), of);
                double scale = 2 * part.factor() * times.get() / inner;
                return node.graph().rescale(result, Math.abs(scale - 1) < CLOSE ? 1 : scale, 0);
            }
        }
        throw node.failure("the error function is read as a part of GELU alone, x (1 + erf(x / sqrt 2)) / 2");
    }
}
