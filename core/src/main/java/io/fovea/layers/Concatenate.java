package io.fovea.layers;

import java.util.Arrays;
import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.ConcatenateOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Two or more inputs side by side along the channels. Inputs {@code [n, h, w, c1]}, {@code [n, h, w, c2]}, …; output {@code [n,
 * h, w, c1 + c2 + …]}. Vectors {@code [n, c1]}, {@code [n, c2]}, … become {@code [n, c1 + c2 + …]}. No weights.
 *
 * <p>Example: {@code Concatenate.of().apply(a, b)}
 *
 * @param name of the layer; empty: automatic
 */
public record Concatenate(String name) implements Layer {
    /** Checks that there is a name, be it empty. */
    public Concatenate {
        Check.of("Concatenate").present("name", name);
    }

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
        long channels = inputs.stream().mapToLong(Shape::channels).sum();
        if (channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the output has at most " + Integer.MAX_VALUE + " channels, but the inputs have " + channels
                            + " together: " + inputs);
        }
        return inputs.getFirst().withChannels((int) channels);
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
