package io.fovea.layers;

import java.util.Arrays;
import java.util.List;

import io.fovea.ops.ConcatenateOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Two or more inputs side by side along the channels. Inputs {@code [h, w, c1]}, {@code [h, w, c2]}, …; output {@code [h, w,
 * c1 + c2 + …]}; vectors become a longer vector. No weights.
 *
 * <p>Example: {@code Concatenate.of().apply(a, b)}
 *
 * @param name of the layer; empty: automatic
 */
public record Concatenate(String name) implements Layer {
    /** The layer. */
    public static Concatenate of() {
        return new Concatenate("");
    }

    @Override
    public Concatenate named(String newName) {
        return new Concatenate(newName);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        long shapes = inputs.stream().map(Concatenate::withoutChannels).map(Arrays::toString).distinct().count();
        if (inputs.size() < 2 || shapes != 1) {
            throw new IllegalArgumentException(
                    "takes two or more inputs that differ in their channels alone, but got " + inputs);
        }
        int[] shape = inputs.getFirst().toArray();
        shape[shape.length - 1] = inputs.stream().mapToInt(Shape::channels).sum();
        return Shape.of(shape);
    }

    private static int[] withoutChannels(Shape shape) {
        return Arrays.copyOf(shape.toArray(), shape.rank() - 1);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(new ConcatenateOperation(lowering.name(), List.copyOf(inputs), out));
    }
}
