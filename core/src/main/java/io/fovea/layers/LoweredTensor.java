package io.fovea.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

import io.fovea.activations.ActivationFunction;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;
import io.fovea.ops.ActivationOperation;
import io.fovea.ops.ChannelScalingOperation;
import io.fovea.ops.ConcatenateOperation;
import io.fovea.ops.Operation;
import io.fovea.ops.RescalingOperation;
import io.fovea.ops.WeightLayout;
import io.fovea.ops.arithmetic.ArithmeticOperation;
import io.fovea.ops.arithmetic.RearrangeOperation;
import io.fovea.ops.arithmetic.SumOperation;
import io.fovea.ops.arithmetic.WeightOperation;
import io.fovea.ops.normalization.PixelNormalizationOperation;
import io.fovea.ops.resampling.Interpolation;
import io.fovea.ops.resampling.ResampleOperation;
import io.fovea.tensor.Axes;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A tensor that adds operations to a {@link Lowering}; without one it knows shapes alone. A matrix product reads a weight as it lies;
 * every other function reads a copy of it, which is the same for each sample.
 *
 * @param recorder where operations go
 * @param value what stands for it in the operation graph; empty without a lowering, and for a weight until it is {@link #read}
 * @param weight the weight that it is, if it is one that wasn't read
 */
record LoweredTensor(Optional<Lowering> recorder, Shape shape, Optional<Value> value, Optional<Weight> weight)
        implements ImageTensor {
    private LoweredTensor(Optional<Lowering> recorder, Shape shape, Optional<Value> value) {
        this(recorder, shape, value, Optional.empty());
    }

    /** The shape of what {@code layer} computes of inputs of the given shapes. */
    static Shape shapeOf(ComposedLayer layer, List<Shape> inputs) {
        List<SymbolicTensor> tensors = new ArrayList<>();
        inputs.forEach(shape -> tensors.add(new LoweredTensor(Optional.empty(), shape, Optional.empty())));
        return layer.call(tensors, weights(layer, inputs, weight -> ofWeight(Optional.empty(), weight)))
                .shape();
    }

    /** Lowers {@code layer}. */
    static Value lower(ComposedLayer layer, Lowering lowering, List<Value> inputs) {
        List<SymbolicTensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            tensors.add(of(lowering, lowering.inputShapes().get(i), inputs.get(i)));
        }
        SymbolicTensor result = layer.call(tensors, weights(
                layer, lowering.inputShapes(), weight -> ofWeight(Optional.of(lowering), weight)));
        return known(result).value().orElseThrow();
    }

    private static WeightTensors weights(
            ComposedLayer layer, List<Shape> inputs, Function<Weight, SymbolicTensor> tensor) {
        List<Weight> all = layer.weights(inputs);
        return name -> all.stream().filter(weight -> weight.name().equals(name)).findFirst().map(tensor)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the layer lists the weights " + all.stream().map(Weight::name).toList() + ", but asks for '"
                                + name + "'"));
    }

    /** The tensor of a value. */
    static LoweredTensor of(Lowering lowering, Shape shape, Value value) {
        return new LoweredTensor(Optional.of(lowering), shape, Optional.of(value));
    }

    /** The tensor of a weight of the layer that is lowered. */
    static LoweredTensor ofWeight(Optional<Lowering> recorder, Weight weight) {
        return new LoweredTensor(recorder, weight.shape(), Optional.empty(), Optional.of(weight));
    }

    /** A weight as a value; any other tensor as it is. */
    private LoweredTensor read() {
        return weight.map(this::copyOf).orElse(this);
    }

    private LoweredTensor copyOf(Weight read) {
        Shape image = shape.asImage();
        int rows = image.dimension(0) * image.dimension(1);
        return new LoweredTensor(recorder, shape, recorder.map(lowering -> lowering.add(new WeightOperation(
                lowering.name() + " " + read.name(),
                lowering.parameter(
                        read.name(), new WeightLayout(1, rows, rows, image.channels(), lowering.lanes())),
                lowering.value(shape)))));
    }

    /** The tensor as one that this class made; a weight becomes a value. */
    static LoweredTensor known(SymbolicTensor tensor) {
        if (tensor instanceof LoweredTensor lowered) {
            return lowered.read();
        }
        throw new IllegalArgumentException(
                "expected a tensor that a tensor function made, but got " + tensor.getClass().getName());
    }

    /** Makes an operation that computes a value of another shape. */
    @FunctionalInterface
    private interface Maker {
        Operation make(String name, Value input, Value output);
    }

    private LoweredTensor emit(Shape result, String what, Maker maker) {
        Optional<Value> input = read().value;
        return new LoweredTensor(recorder, result, recorder.map(lowering -> lowering.add(
                maker.make(lowering.name() + " " + what, input.orElseThrow(), lowering.value(result)))));
    }

    private SymbolicTensor arithmetic(String function, String what, SymbolicTensor other) {
        LoweredTensor a = read();
        LoweredTensor b = known(other);
        return a.emit(Axes.broadcast(shape, b.shape), what, (name, input, output) -> ArithmeticOperation.of(
                name, function, input, b.value.orElseThrow(), output));
    }

    @Override
    public SymbolicTensor add(SymbolicTensor other) {
        return arithmetic("ADD", "add", other);
    }

    @Override
    public SymbolicTensor subtract(SymbolicTensor other) {
        return arithmetic("SUBTRACT", "subtract", other);
    }

    @Override
    public SymbolicTensor multiply(SymbolicTensor other) {
        return arithmetic("MULTIPLY", "multiply", other);
    }

    @Override
    public SymbolicTensor divide(SymbolicTensor other) {
        return arithmetic("DIVIDE", "divide", other);
    }

    @Override
    public SymbolicTensor maximum(SymbolicTensor other) {
        return arithmetic("MAXIMUM", "maximum", other);
    }

    @Override
    public SymbolicTensor minimum(SymbolicTensor other) {
        return arithmetic("MINIMUM", "minimum", other);
    }

    @Override
    public SymbolicTensor scale(double scale, double offset) {
        Check.of("scale").finite("scale", scale).finite("offset", offset);
        return emit(shape, "scale", (name, input, output) -> new RescalingOperation(
                name, input, output, (float) scale, (float) offset));
    }

    private LoweredTensor elementwise(String function, String what, double... parameters) {
        return emit(shape, what, (name, input, output) -> ActivationOperation.of(
                name, input, output, function, parameters));
    }

    @Override
    public SymbolicTensor square() {
        return elementwise("SQUARE", "square");
    }

    @Override
    public SymbolicTensor absolute() {
        return elementwise("ABSOLUTE", "absolute");
    }

    @Override
    public SymbolicTensor exp() {
        return elementwise("EXP", "exp");
    }

    @Override
    public SymbolicTensor log() {
        return elementwise("LOG", "log");
    }

    @Override
    public SymbolicTensor sqrt() {
        return elementwise("SQRT", "sqrt");
    }

    @Override
    public SymbolicTensor reciprocal() {
        return elementwise("RECIPROCAL", "reciprocal");
    }

    @Override
    public SymbolicTensor clip(double least, double most) {
        Check.of("clip").check(least <= most, "least", "at most " + most, least);
        return elementwise("CLIP", "clip", least, most);
    }

    @Override
    public SymbolicTensor activation(ActivationFunction function) {
        Optional<Value> input = read().value;
        return new LoweredTensor(recorder, shape, recorder.map(
                lowering -> Activation.lower(lowering, function, input.orElseThrow(), shape)));
    }

    @Override
    public SymbolicTensor sum(int... axes) {
        return reduce(axes, false).reshape(Axes.without(shape, axes));
    }

    @Override
    public SymbolicTensor mean(int... axes) {
        return reduce(axes, true).reshape(Axes.without(shape, axes));
    }

    @Override
    public SymbolicTensor sumKeepingAxes(int... axes) {
        return reduce(axes, false);
    }

    @Override
    public SymbolicTensor meanKeepingAxes(int... axes) {
        return reduce(axes, true);
    }

    private LoweredTensor reduce(int[] axes, boolean mean) {
        Shape result = Axes.reduced(shape, axes);
        float scale = mean ? (float) ((double) result.size() / shape.size()) : 1;
        return emit(result, mean ? "mean" : "sum", (name, input, output) -> new SumOperation(
                name, input, output, scale));
    }

    @Override
    public SymbolicTensor reshape(Shape result) {
        if (result.size() != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + shape + " has " + shape.size() + " elements, so it can't become "
                            + result + " with " + result.size());
        }
        return result.asImage().equals(shape.asImage())
                ? new LoweredTensor(recorder, result, read().value)
                : rearrange("reshape", result, IntUnaryOperator.identity());
    }

    private LoweredTensor rearrange(String what, Shape result, IntUnaryOperator source) {
        return emit(result, what, (name, input, output) -> new RearrangeOperation(name, input, output, source));
    }

    @Override
    public SymbolicTensor permute(int... axes) {
        int[] order = Arrays.stream(axes).map(axis -> Axes.index(shape, axis)).toArray();
        if (order.length != shape.rank() || Arrays.stream(order).distinct().count() != order.length) {
            throw new IllegalArgumentException(
                    "a permutation names each axis of " + shape + " once, but got " + Arrays.toString(axes));
        }
        Shape result = Shape.of(Arrays.stream(order).map(shape::dimension).toArray());
        return rearrange("permute", result, Axes.source(result, shape, at -> {
            int[] from = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                from[order[i]] = at[i];
            }
            return from;
        }));
    }

    @Override
    public SymbolicTensor slice(int axis, int from, int to) {
        int index = Axes.index(shape, axis);
        if (from < 0 || to <= from || to > shape.dimension(index)) {
            throw new IllegalArgumentException(
                    "a slice of axis " + axis + " of " + shape + " goes from 0 or more to at most "
                            + shape.dimension(index) + " and is not empty, but got " + from + " to " + to);
        }
        return along("slice", index, to - from, at -> at + from);
    }

    @Override
    public SymbolicTensor pad(int axis, int before, int after) {
        int index = Axes.index(shape, axis);
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "there are 0 zeros or more on each side of an axis, but got " + before + " and " + after);
        }
        int size = shape.dimension(index);
        int padded = Math.toIntExact((long) size + before + after);
        return along("pad", index, padded, at -> at < before || at >= before + size ? -1 : at - before);
    }

    @Override
    public SymbolicTensor repeat(int axis, int times) {
        Check.of("repeat").atLeast(1, "times", times);
        int index = Axes.index(shape, axis);
        return along("repeat", index, Math.multiplyExact(shape.dimension(index), times), at -> at / times);
    }

    /** Other places along one axis. */
    private LoweredTensor along(String what, int axis, int size, IntUnaryOperator source) {
        int[] dimensions = shape.toArray();
        dimensions[axis] = size;
        Shape result = Shape.of(dimensions);
        return rearrange(what, result, Axes.source(result, shape, at -> {
            at[axis] = source.applyAsInt(at[axis]);
            return at;
        }));
    }

    @Override
    public SymbolicTensor concatenate(int axis, SymbolicTensor... others) {
        LoweredTensor first = read();
        List<LoweredTensor> all = new ArrayList<>(List.of(first));
        for (SymbolicTensor other : others) {
            all.add(known(other));
        }
        Shape result = Axes.concatenated(all.stream().map(LoweredTensor::shape).toList(), axis);
        int image = Axes.imageAxis(shape, axis);
        return first.emit(result, "concatenate", (name, input, output) -> new ConcatenateOperation(
                name, all.stream().map(t -> t.value.orElseThrow()).toList(), output, image));
    }

    @Override
    public LoweredTensor resized(int height, int width, ResizeMethod method) {
        return emit(Shape.of(height, width, shape.channels()), "resize", (name, input, output) -> new ResampleOperation(
                name, input, output, method.along(input.height(), height), method.along(input.width(), width)));
    }

    @Override
    public LoweredTensor windowMeans(int height, int width) {
        return emit(Shape.of(height, width, shape.channels()), "means", (name, input, output) -> new ResampleOperation(
                name, input, output, Interpolation.means(input.height(), height),
                Interpolation.means(input.width(), width)));
    }

    @Override
    public SymbolicTensor windowMaxima(int axis, int size) {
        int index = Axes.index(shape, axis);
        int from = shape.dimension(index);
        int longest = 0;
        for (int i = 0; i < size; i++) {
            longest = Math.max(longest,
                    Interpolation.windowEnd(i, from, size) - Interpolation.windowStart(i, from, size));
        }
        SymbolicTensor greatest = window(index, size, 0);
        for (int k = 1; k < longest; k++) {
            greatest = greatest.maximum(window(index, size, k));
        }
        return greatest;
    }

    /** Element {@code k} of each window, or the window's last one. */
    private LoweredTensor window(int index, int size, int k) {
        int from = shape.dimension(index);
        return along("window", index, size, at -> Math.min(
                Interpolation.windowStart(at, from, size) + k, Interpolation.windowEnd(at, from, size) - 1));
    }

    @Override
    public LoweredTensor scaleChannels(List<Double> scales, List<Double> offsets) {
        return emit(shape, "scale", (name, input, output) -> new ChannelScalingOperation(
                name, input, output, scales.stream().map(Double::floatValue).toList(),
                offsets.stream().map(Double::floatValue).toList()));
    }

    @Override
    public LoweredTensor unitChannels(double epsilon) {
        return emit(shape, "normalize", (name, input, output) -> PixelNormalizationOperation.of(
                name, input, output, "UNIT", epsilon, Optional.empty(), Optional.empty()));
    }

    @Override
    public SymbolicTensor matmul(SymbolicTensor other) {
        if (!(other instanceof LoweredTensor lowered) || lowered.weight.isEmpty()) {
            throw new IllegalArgumentException("the second factor of a matrix product is a weight of the layer");
        }
        Shape factor = other.shape();
        if (factor.rank() != 2 || factor.dimension(0) != shape.channels()) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + shape + " is multiplied with a weight of shape [" + shape.channels()
                            + ", n], but got " + factor);
        }
        Shape result = shape.withChannels(factor.channels());
        Optional<Value> input = read().value;
        String kernel = lowered.weight.get().name();
        return new LoweredTensor(recorder, result, recorder.map(lowering -> Dense.product(
                lowering, lowering.name() + " product", input.orElseThrow(), result, kernel, Optional.empty())));
    }
}
