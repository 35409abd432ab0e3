package io.fovea.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import io.fovea.onnx.ImportedValue.Constant;

/** Operators of constants, as exporters write them to work out shapes. */
final class ConstantFolding {
    private static final Set<String> NAMES = Set.of(
            "Constant", "ConstantOfShape", "Identity", "Cast", "Gather", "Concat", "Slice", "Squeeze", "Unsqueeze",
            "Reshape", "Transpose", "Add", "Sub", "Mul", "Div", "Neg", "Sqrt", "Floor", "Shape");
    private static final int MOST = 1 << 20;

    private ConstantFolding() {}

    static Set<String> names() {
        return NAMES;
    }

    static Constant read(ImportedNode node) throws OnnxFileException {
        return switch (node.operator()) {
            case "Constant" -> constant(node);
            case "ConstantOfShape" -> filled(node);
            case "Cast" -> cast(node, node.constant(0));
            case "Gather" -> gather(node, node.constant(0), node.constant(1));
            case "Concat" -> concatenate(node);
            case "Slice" -> slice(node, node.constant(0));
            case "Squeeze", "Unsqueeze", "Reshape" -> reshape(node, node.constant(0));
            case "Transpose" -> transpose(node, node.constant(0));
            case "Add", "Sub", "Mul", "Div" -> arithmetic(node);
            case "Neg" -> map(node, node.constant(0), x -> -x);
            case "Sqrt" -> map(node, node.constant(0), Math::sqrt);
            case "Floor" -> map(node, node.constant(0), Math::floor);
            case "Shape" -> ShapeImport.shape(node);
            default -> node.constant(0);
        };
    }

    private static Constant constant(ImportedNode node) throws OnnxFileException {
        for (AttributeProto attribute : node.node().getAttributeList()) {
            switch (attribute.getName()) {
                case "value" -> {
                    return node.graph().tensors().read(attribute.getT());
                }
                case "value_float" -> {
                    return new Constant(new long[0], new float[]{attribute.getF()}, new long[0]);
                }
                case "value_int" -> {
                    return new Constant(new long[0], new float[0], new long[]{attribute.getI()});
                }
                case "value_ints" -> {
                    return Constant.of(attribute.getIntsList().stream().mapToLong(Long::longValue).toArray());
                }
                default -> {
                    // Other kinds hold words or sparse tensors.
                }
            }
        }
        throw node.failure("holds no value of numbers");
    }

    private static Constant filled(ImportedNode node) throws OnnxFileException {
        long[] shape = node.constant(0).integers();
        long count = 1;
        for (long size : shape) {
            if (size < 0 || size > MOST || count * size > MOST) {
                throw node.failure("makes a constant of shape " + Arrays.toString(shape) + "; up to " + MOST
                        + " numbers are made");
            }
            count *= size;
        }
        Optional<AttributeProto> given = node.tensor("value");
        Constant value = given.isPresent()
                ? node.graph().tensors().read(given.get().getT())
                : new Constant(new long[]{1}, new float[1], new long[0]);
        if (value.size() != 1) {
            throw node.failure("fills with " + value.size() + " numbers, not one");
        }
        return taken(value, shape, new int[(int) count]);
    }

    private static Constant cast(ImportedNode node, Constant x) throws OnnxFileException {
        TensorProto.DataType type = TensorProto.DataType.forNumber((int) node.integer("to", 0));
        boolean whole = type != TensorProto.DataType.FLOAT && type != TensorProto.DataType.DOUBLE
                && type != TensorProto.DataType.FLOAT16 && type != TensorProto.DataType.BFLOAT16;
        if (whole == x.isWhole() || x.size() == 0) {
            return x;
        }
        return whole
                ? new Constant(x.dimensions(), new float[0],
                        IntStream.range(0, x.size()).mapToLong(i -> (long) x.at(i)).toArray())
                : new Constant(x.dimensions(), x.asFloats(), new long[0]);
    }

    /** The numbers at {@code places}. */
    private static Constant taken(Constant x, long[] dimensions, int[] places) {
        float[] floats = new float[x.isWhole() ? 0 : places.length];
        long[] integers = new long[x.isWhole() ? places.length : 0];
        for (int i = 0; i < places.length; i++) {
            if (x.isWhole()) {
                integers[i] = x.integers()[places[i]];
            } else {
                floats[i] = x.floats()[places[i]];
            }
        }
        return new Constant(dimensions, floats, integers);
    }

    private static void vectorOnly(ImportedNode node, Constant x) throws OnnxFileException {
        if (x.dimensions().length != 1) {
            throw node.failure("is read for lists of numbers, but the constant has the shape "
                    + Arrays.toString(x.dimensions()));
        }
    }

    private static Constant gather(ImportedNode node, Constant x, Constant places) throws OnnxFileException {
        vectorOnly(node, x);
        int[] from = new int[places.size()];
        for (int i = 0; i < from.length; i++) {
            double place = places.at(i) < 0 ? places.at(i) + x.size() : places.at(i);
            if (!(place >= 0 && place < x.size())) {
                throw node.failure("takes number " + (long) places.at(i) + " of " + x.size());
            }
            from[i] = (int) place;
        }
        return taken(x, places.dimensions(), from);
    }

    private static Constant concatenate(ImportedNode node) throws OnnxFileException {
        List<Double> all = new ArrayList<>();
        boolean whole = true;
        LongStream.Builder integers = LongStream.builder();
        for (int i = 0; i < node.inputs().size(); i++) {
            Constant part = node.constant(i);
            vectorOnly(node, part);
            whole &= part.isWhole() || part.size() == 0;
            for (int k = 0; k < part.size(); k++) {
                all.add(part.at(k));
                integers.add(part.isWhole() ? part.integers()[k] : 0);
            }
        }
        if (whole) {
            return Constant.of(integers.build().toArray());
        }
        float[] floats = new float[all.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = all.get(i).floatValue();
        }
        return new Constant(new long[]{floats.length}, floats, new long[0]);
    }

    private static Constant slice(ImportedNode node, Constant given) throws OnnxFileException {
        long[] starts = node.integers(1, "starts").orElse(new long[0]);
        long[] ends = node.integers(2, "ends").orElse(new long[0]);
        long[] axes = node.integers(3, "axes").orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps =
                node.integers(4, "steps").orElseGet(() -> LongStream.generate(() -> 1).limit(starts.length).toArray());
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw node.failure("has starts, ends, axes and steps that don't fit");
        }
        Constant x = given;
        for (int i = 0; i < starts.length; i++) {
            int axis = node.axis(axes[i], x.dimensions().length);
            x = along(x, axis, places(node, starts[i], ends[i], steps[i], x.dimensions()[axis]));
        }
        return x;
    }

    private static long[] places(ImportedNode node, long start, long end, long step, long size)
            throws OnnxFileException {
        if (step == 0 || step == Long.MIN_VALUE) {
            throw node.failure("has the step " + step);
        }
        long least = step < 0 ? -1 : 0;
        long most = step < 0 ? size - 1 : size;
        long from = Math.clamp(start < 0 ? start + size : start, step < 0 ? Math.min(0, most) : 0, most);
        long to = Math.clamp(end < 0 ? end + size : end, least, most);
        return LongStream
                .iterate(from, at -> step < 0 ? at > to : at < to, at -> at + Math.clamp(step, -size - 1, size + 1))
                .toArray();
    }

    /** The elements of an axis at {@code places}. */
    private static Constant along(Constant x, int axis, long[] places) {
        long[] dimensions = x.dimensions().clone();
        long inner = 1;
        for (int i = axis + 1; i < dimensions.length; i++) {
            inner *= dimensions[i];
        }
        long size = dimensions[axis];
        long outer = size == 0 ? 0 : x.size() / size / Math.max(1, inner);
        int[] from = new int[Math.toIntExact(outer * places.length * inner)];
        for (int i = 0; i < from.length; i++) {
            long place = places[(int) (i / inner % places.length)];
            from[i] = (int) ((i / inner / places.length * size + place) * inner + i % inner);
        }
        dimensions[axis] = places.length;
        return taken(x, dimensions, from);
    }

    /** Of constants that are lists or single numbers, and of tensors with a shape that says all. */
    private static Constant reshape(ImportedNode node, Constant x) throws OnnxFileException {
        if (node.operator().equals("Reshape")) {
            long[] shape = node.constant(1).integers().clone();
            long known = 1;
            for (long size : shape) {
                known *= size == -1 ? 1 : Math.clamp(size, 0, Integer.MAX_VALUE);
            }
            for (int i = 0; i < shape.length; i++) {
                shape[i] = shape[i] == -1 && known > 0 ? x.size() / known : shape[i];
            }
            return checked(node, x, shape);
        }
        long[] axes = node.integers(1, "axes").orElse(new long[0]);
        int rank = x.dimensions().length + (node.operator().equals("Unsqueeze") ? axes.length : 0);
        boolean[] named = new boolean[rank];
        for (long axis : axes) {
            named[node.axis(axis, rank)] = true;
        }
        List<Long> sizes = new ArrayList<>();
        if (node.operator().equals("Squeeze")) {
            for (int i = 0; i < rank; i++) {
                if (axes.length == 0 ? x.dimensions()[i] != 1 : !named[i]) {
                    sizes.add(x.dimensions()[i]);
                }
            }
        } else {
            int next = 0;
            for (int i = 0; i < rank; i++) {
                sizes.add(named[i] || next >= x.dimensions().length ? 1L : x.dimensions()[next++]);
            }
        }
        return checked(node, x, sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static Constant checked(ImportedNode node, Constant x, long[] shape) throws OnnxFileException {
        long count = 1;
        for (long size : shape) {
            count = size < 0 || size > Integer.MAX_VALUE ? -1 : Math.multiplyExact(count, size);
        }
        if (count != x.size()) {
            throw node.failure("makes " + x.size() + " numbers a tensor of shape " + Arrays.toString(shape));
        }
        return x.withDimensions(shape);
    }

    private static Constant transpose(ImportedNode node, Constant x) throws OnnxFileException {
        int rank = x.dimensions().length;
        long[] perm = node.integers("perm").orElseGet(
                () -> IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
        long[] sorted = perm.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, LongStream.range(0, rank).toArray())) {
            throw node.failure("its perm " + Arrays.toString(perm) + " must name each axis once");
        }
        long[] strides = new long[rank];
        long stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= x.dimensions()[i];
        }
        long[] dimensions = Arrays.stream(perm).map(axis -> x.dimensions()[(int) axis]).toArray();
        int[] places = new int[x.size()];
        for (int element = 0; element < places.length; element++) {
            long rest = element;
            for (int i = rank - 1; i >= 0; i--) {
                places[element] += (int) (rest % dimensions[i] * strides[(int) perm[i]]);
                rest /= dimensions[i];
            }
        }
        return taken(x, dimensions, places);
    }

    private static Constant arithmetic(ImportedNode node) throws OnnxFileException {
        Constant a = node.constant(0);
        Constant b = node.constant(1);
        boolean whole = a.isWhole() && b.isWhole();
        DoubleBinaryOperator function = switch (node.operator()) {
            case "Add" -> (x, y) -> x + y;
            case "Sub" -> (x, y) -> x - y;
            case "Mul" -> (x, y) -> x * y;
            default -> whole ? ConstantFolding::quotient : (x, y) -> x / y;
        };
        if (a.size() != b.size() && a.size() != 1 && b.size() != 1) {
            throw node.failure("is read for constants of one shape, or a number, but got "
                    + Arrays.toString(a.dimensions()) + " and " + Arrays.toString(b.dimensions()));
        }
        Constant large = b.size() > a.size() || b.dimensions().length > a.dimensions().length ? b : a;
        float[] floats = new float[whole ? 0 : large.size()];
        long[] integers = new long[whole ? large.size() : 0];
        for (int i = 0; i < large.size(); i++) {
            double x = a.at(a.size() == 1 ? 0 : i);
            double y = b.at(b.size() == 1 ? 0 : i);
            if (whole && (x == Constant.BATCH || y == Constant.BATCH)) {
                throw node.failure("computes with the size of the batch, which must stay free");
            }
            double value = function.applyAsDouble(x, y);
            if (whole) {
                integers[i] = (long) value;
            } else {
                floats[i] = (float) value;
            }
        }
        return new Constant(large.dimensions(), floats, integers);
    }

    /** Of whole numbers, without the rest. */
    private static double quotient(double x, double y) {
        long quotient = (long) x / (long) y;
        return (double) quotient;
    }

    private static Constant map(ImportedNode node, Constant x, DoubleUnaryOperator function) throws OnnxFileException {
        if (x.isWhole() && Arrays.stream(x.integers()).anyMatch(value -> value == Constant.BATCH)) {
            throw node.failure("computes with the size of the batch, which must stay free");
        }
        float[] floats = new float[x.floats().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) function.applyAsDouble(x.floats()[i]);
        }
        return new Constant(
                x.dimensions(), floats,
                Arrays.stream(x.integers()).map(value -> (long) function.applyAsDouble((double) value)).toArray());
    }
}
