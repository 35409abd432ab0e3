package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.ConcatenateOperation;
import io.fovea.tensor.Axes;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Two or more inputs one after the other along one axis. Along the channels, inputs {@code [n, h, w, c1]}, {@code [n, h, w, c2]}, … become
 * {@code [n, h, w, c1 + c2 + …]}. No weights.
 *
 * <p>Example: {@code Concatenate.of().apply(a, b)}
 *
 * @param name of the layer; empty: automatic
 * @param axis counted as in Keras: 0 is the batch, 1 the rows of a feature map, 2 its columns, -1 the last; default -1
 */
public record Concatenate(String name, int axis) implements Layer {
    /**
     * Checks the axis.
     *
     * @throws IllegalArgumentException when it is 0, the batch
     */
    public Concatenate {
        Check.of("Concatenate")
                .present("name", name)
                .check(axis != 0, "axis", "an axis of a sample, 1 and more, or from the end -1 and less", axis);
    }

    /** Along the channels. */
    public static Concatenate of() {
        return new Concatenate("", -1);
    }

    @Override
    public Concatenate named(String newName) {
        return new Concatenate(newName, axis);
    }

    /** Along this axis, counted as in Keras: 1 for rows, 2 for columns, -1 for the last; default -1. */
    public Concatenate axis(int newAxis) {
        return new Concatenate(name, newAxis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException("takes two or more inputs, but got " + inputs);
        }
        Axes.imageAxis(inputs.getFirst(), Axes.ofSample(axis));
        return Axes.concatenated(inputs, Axes.ofSample(axis));
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(new ConcatenateOperation(
                lowering.name(), List.copyOf(inputs), out,
                Axes.imageAxis(lowering.inputShapes().getFirst(), Axes.ofSample(axis))));
    }
}
