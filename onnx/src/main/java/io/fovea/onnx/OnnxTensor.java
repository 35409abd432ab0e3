package io.fovea.onnx;

import static io.fovea.onnx.GraphWriter.integer;
import static io.fovea.onnx.GraphWriter.ints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ai.onnx.proto.OnnxMl.AttributeProto;

import io.fovea.activations.ActivationFunction;
import io.fovea.custom.SymbolicTensor;
import io.fovea.layers.ImageTensor;
import io.fovea.layers.ResizeMethod;
import io.fovea.tensor.Axes;
import io.fovea.tensor.Shape;

/**
 * A tensor whose functions add nodes to an ONNX graph. A feature map {@code [h, w, c]} lies there as {@code [n, c, h, w]}, as ONNX's
 * operators have it; all other tensors lie as they are, after the batch.
 *
 * @param graph where nodes are added
 * @param shape of one sample, as our layers have it
 * @param value the name in the graph; empty for a constant
 * @param constant a weight's numbers in the order of {@code shape}
 * @param flattened the feature map that a vector was: its elements lie in the order {@code [c, h, w]} until someone needs the other
 */
record OnnxTensor(
        GraphWriter graph, Shape shape, String value, Optional<float[]> constant, Optional<Shape> flattened)
        implements ImageTensor {
    static OnnxTensor of(GraphWriter graph, Shape shape, String value) {
        return new OnnxTensor(graph, shape, value, Optional.empty(), Optional.empty());
    }

    static OnnxTensor constant(GraphWriter graph, Shape shape, float[] values) {
        return new OnnxTensor(graph, shape, "", Optional.of(values), Optional.empty());
    }

    /** {@code tensor} with its elements in order. */
    static OnnxTensor known(SymbolicTensor tensor) {
        if (tensor instanceof OnnxTensor known) {
            return known.ordered();
        }
        throw new IllegalArgumentException(
                "expected a tensor that a tensor function made, but got " + tensor.getClass().getName());
    }

    private boolean isMap() {
        return shape.rank() == 3;
    }

    /** Whether the elements lie in the same order with the channels first and last. */
    private static boolean isPlain(Shape map) {
        return map.channels() == 1 || map.dimension(0) * map.dimension(1) == 1;
    }

    /** Where {@code axis} of ours is in the graph. */
    int axis(int axis) {
        return isMap() ? (Axes.index(shape, axis) + 1) % 3 + 1 : Axes.index(shape, axis) + 1;
    }

    /** The name in the graph. A constant becomes one, of a batch of 1. */
    String name() {
        return constant.map(values -> graph.floats("constant", dimensions(shape, 1),
                isMap() ? channelsFirst(values, shape) : values)).orElse(value);
    }

    /** The dimensions of a tensor in the graph. */
    static long[] dimensions(Shape shape, long batch) {
        long[] all = new long[shape.rank() + 1];
        all[0] = batch;
        for (int i = 0; i < shape.rank(); i++) {
            all[shape.rank() == 3 ? (i + 1) % 3 + 1 : i + 1] = shape.dimension(i);
        }
        return all;
    }

    /** {@code [h, w, c]} as {@code [c, h, w]}. */
    static float[] channelsFirst(float[] values, Shape map) {
        return KernelOrder.filtersFirst(values, map.size() / map.channels(), 1, map.channels());
    }

    /** The same tensor after a node. */
    OnnxTensor node(String operator, List<String> more, AttributeProto... attributes) {
        return node(shape, operator, more, attributes);
    }

    /** A tensor of another shape, after a node. */
    OnnxTensor node(Shape result, String operator, List<String> more, AttributeProto... attributes) {
        List<String> inputs = new ArrayList<>(List.of(name()));
        inputs.addAll(more);
        return new OnnxTensor(
                graph, result, graph.node(operator, inputs, attributes), Optional.empty(),
                result.equals(shape) ? flattened : Optional.empty());
    }

    /** With the elements in the order of {@link #shape}. */
    OnnxTensor ordered() {
        return flattened.<OnnxTensor>map(map -> (OnnxTensor) of(graph, map, graph.node(
                "Reshape", List.of(value, graph.integers(dimensions(map, 0))))).reshape(shape)).orElse(this);
    }

    private OnnxTensor transposed(long... order) {
        return node("Transpose", List.of(), ints("perm", order));
    }

    /** All elements as one vector, which stays in the order of the graph. */
    OnnxTensor flattenedLazily() {
        if (shape.rank() == 1) {
            return this;
        }
        Shape vector = Shape.of(shape.size());
        boolean later = isMap() && !isPlain(shape);
        return new OnnxTensor(
                graph, vector, graph.node("Flatten", List.of(name()), integer("axis", 1)), Optional.empty(),
                later ? Optional.of(shape) : Optional.empty());
    }

    /** With leading dimensions of 1, to be broadcast. */
    private OnnxTensor toRank(int rank) {
        if (shape.rank() == rank) {
            return this;
        }
        int[] dimensions = new int[rank];
        Arrays.fill(dimensions, 1);
        System.arraycopy(shape.toArray(), 0, dimensions, rank - shape.rank(), shape.rank());
        Shape result = Shape.of(dimensions);
        return constant.map(values -> constant(graph, result, values))
                .orElseGet(() -> (OnnxTensor) reshape(result));
    }

    private SymbolicTensor arithmetic(String operator, SymbolicTensor other) {
        OnnxTensor a = ordered();
        OnnxTensor b = known(other);
        int rank = Math.max(a.shape.rank(), b.shape.rank());
        return a.toRank(rank).node(
                Axes.broadcast(shape, b.shape), operator, List.of(b.toRank(rank).name()));
    }

    @Override
    public SymbolicTensor add(SymbolicTensor other) {
        return arithmetic("Add", other);
    }

    @Override
    public SymbolicTensor subtract(SymbolicTensor other) {
        return arithmetic("Sub", other);
    }

    @Override
    public SymbolicTensor multiply(SymbolicTensor other) {
        return arithmetic("Mul", other);
    }

    @Override
    public SymbolicTensor divide(SymbolicTensor other) {
        return arithmetic("Div", other);
    }

    @Override
    public SymbolicTensor maximum(SymbolicTensor other) {
        return arithmetic("Max", other);
    }

    @Override
    public SymbolicTensor minimum(SymbolicTensor other) {
        return arithmetic("Min", other);
    }

    @Override
    public OnnxTensor scale(double scale, double offset) {
        OnnxTensor scaled = scale == 1 ? this : node("Mul", List.of(graph.number(scale)));
        return offset == 0 ? scaled : scaled.node("Add", List.of(graph.number(offset)));
    }

    @Override
    public SymbolicTensor square() {
        return node("Mul", List.of(name()));
    }

    @Override
    public SymbolicTensor absolute() {
        return node("Abs", List.of());
    }

    @Override
    public SymbolicTensor exp() {
        return node("Exp", List.of());
    }

    @Override
    public SymbolicTensor log() {
        return node("Log", List.of());
    }

    @Override
    public SymbolicTensor sqrt() {
        return node("Sqrt", List.of());
    }

    @Override
    public SymbolicTensor reciprocal() {
        return node("Reciprocal", List.of());
    }

    @Override
    public OnnxTensor clip(double least, double most) {
        return node("Clip", List.of(graph.number(least), graph.number(most)));
    }

    @Override
    public SymbolicTensor activation(ActivationFunction function) {
        return ActivationExport.write(function, this);
    }

    @Override
    public SymbolicTensor sum(int... axes) {
        return sumKeepingAxes(axes).reshape(Axes.without(shape, axes));
    }

    @Override
    public SymbolicTensor mean(int... axes) {
        return meanKeepingAxes(axes).reshape(Axes.without(shape, axes));
    }

    @Override
    public OnnxTensor sumKeepingAxes(int... axes) {
        long[] order = Arrays.stream(axes).mapToLong(this::axis).sorted().distinct().toArray();
        return ordered().node(Axes.reduced(shape, axes), "ReduceSum", List.of(graph.integers(order)));
    }

    @Override
    public OnnxTensor meanKeepingAxes(int... axes) {
        long[] order = Arrays.stream(axes).mapToLong(this::axis).sorted().distinct().toArray();
        Shape result = Axes.reduced(shape, axes);
        if (isMap() && Arrays.equals(order, new long[]{2, 3})) {
            return node(result, "GlobalAveragePool", List.of());
        }
        return graph.opset() >= 18
                ? ordered().node(result, "ReduceMean", List.of(graph.integers(order)))
                : ordered().node(result, "ReduceMean", List.of(), ints("axes", order));
    }

    @Override
    public SymbolicTensor reshape(Shape result) {
        if (result.size() != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + shape + " has " + shape.size() + " elements, so it can't become " + result
                            + " with " + result.size());
        }
        if (result.equals(shape)) {
            return this;
        }
        OnnxTensor x = ordered();
        if (isMap() && !isPlain(shape)) {
            x = x.transposed(0, 2, 3, 1);
        }
        if (result.rank() != 3 || isPlain(result)) {
            return x.node(result, "Reshape", List.of(graph.integers(dimensions(result, 0))));
        }
        long[] last = LongStream.concat(LongStream.of(0), Arrays.stream(result.toArray()).asLongStream()).toArray();
        return x.node(result, "Reshape", List.of(graph.integers(last))).transposed(0, 3, 1, 2);
    }

    @Override
    public SymbolicTensor permute(int... axes) {
        int[] order = Arrays.stream(axes).map(axis -> Axes.index(shape, axis)).toArray();
        if (order.length != shape.rank() || Arrays.stream(order).distinct().count() != order.length) {
            throw new IllegalArgumentException(
                    "a permutation names each axis of " + shape + " once, but got " + Arrays.toString(axes));
        }
        long[] perm = new long[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            perm[axis(i)] = axis(order[i]);
        }
        Shape result = Shape.of(Arrays.stream(order).map(shape::dimension).toArray());
        return ordered().node(result, "Transpose", List.of(), ints("perm", perm));
    }

    private Shape withDimension(int axis, int size) {
        int[] dimensions = shape.toArray();
        dimensions[Axes.index(shape, axis)] = size;
        return Shape.of(dimensions);
    }

    @Override
    public SymbolicTensor slice(int axis, int from, int to) {
        if (from < 0 || to <= from || to > shape.dimension(Axes.index(shape, axis))) {
            throw new IllegalArgumentException(
                    "a slice of axis " + axis + " of " + shape + " lies in it and is not empty, but got " + from
                            + " to " + to);
        }
        return from == 0 && to == shape.dimension(Axes.index(shape, axis)) ? this : ordered().node(
                withDimension(axis, to - from), "Slice",
                List.of(graph.integers(from), graph.integers(to), graph.integers(axis(axis))));
    }

    @Override
    public SymbolicTensor pad(int axis, int before, int after) {
        if (before == 0 && after == 0) {
            return this;
        }
        long[] pads = new long[2 * (shape.rank() + 1)];
        pads[axis(axis)] = before;
        pads[shape.rank() + 1 + axis(axis)] = after;
        int size = Math.toIntExact((long) shape.dimension(Axes.index(shape, axis)) + before + after);
        return ordered().node(withDimension(axis, size), "Pad", List.of(graph.integers(pads)));
    }

    @Override
    public SymbolicTensor repeat(int axis, int times) {
        int size = Math.multiplyExact(shape.dimension(Axes.index(shape, axis)), times);
        return gathered(axis, IntStream.range(0, size).map(i -> i / times).toArray());
    }

    /** The elements {@code from} of an axis. */
    private OnnxTensor gathered(int axis, int[] from) {
        return ordered().node(
                withDimension(axis, from.length), "Gather",
                List.of(graph.integers(Arrays.stream(from).asLongStream().toArray())), integer("axis", axis(axis)));
    }

    @Override
    public SymbolicTensor concatenate(int axis, SymbolicTensor... others) {
        List<OnnxTensor> all = new ArrayList<>();
        Arrays.stream(others).forEach(other -> all.add(known(other)));
        List<Shape> shapes = new ArrayList<>(List.of(shape));
        all.forEach(other -> shapes.add(other.shape));
        return ordered().node(Axes.concatenated(shapes, axis), "Concat", all.stream().map(OnnxTensor::name).toList(),
                integer("axis", axis(axis)));
    }

    @Override
    public SymbolicTensor matmul(SymbolicTensor weight) {
        OnnxTensor factor = known(weight);
        if (factor.constant.isEmpty() || factor.shape.rank() != 2 || factor.shape.dimension(0) != shape.channels()) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + shape + " is multiplied with a weight of shape [" + shape.channels()
                            + ", n], but got " + factor.shape);
        }
        return DenseExport.product(this, factor.constant.get(), factor.shape.channels(), Optional.empty());
    }

    @Override
    public SymbolicTensor resized(int height, int width, ResizeMethod method) {
        return ResizeExport.write(this, height, width, method);
    }

    /** The nearest pixels, by their places. */
    OnnxTensor nearest(int[] rows, int[] columns) {
        return gathered(HEIGHT, rows).gathered(WIDTH, columns);
    }

    @Override
    public SymbolicTensor scaleChannels(List<Double> scales, List<Double> offsets) {
        SymbolicTensor result = this;
        if (scales.stream().anyMatch(scale -> scale != 1)) {
            result = result.multiply(vector(scales));
        }
        return offsets.stream().anyMatch(offset -> offset != 0) ? result.add(vector(offsets)) : result;
    }

    private OnnxTensor vector(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return constant(graph, Shape.of(floats.length), floats);
    }

    @Override
    public SymbolicTensor unitChannels(double epsilon) {
        return divide(square().sumKeepingAxes(CHANNELS).clip(epsilon, Float.MAX_VALUE).sqrt());
    }
}
