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
 * @param axis of a sample, counted from 0 or from the end; default -1, the channels. (Keras counts the batch as axis 0, so that its
 *     axis 1 is axis 0 here.)
 */
public record Concatenate(String name, int axis) implements Layer {
    /** Checks that there is a name, be it empty. */
    public Concatenate {
        Check.of("Concatenate").present("name", name);
    }

    /** Along the channels. */
    public static Concatenate of() {
        return new Concatenate("", -1);
    }

    @Override
    public Concatenate named(String newName) {
        return new Concatenate(newName, axis);
    }

    /** Along this axis of a sample, counted from 0 or from the end; default -1, the channels. */
    public Concatenate axis(int newAxis) {
        return new Concatenate(name, newAxis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException("takes two or more inputs, but got " + inputs);
        }
        Axes.imageAxis(inputs.getFirst(), axis);
        return Axes.concatenated(inputs, axis);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(new ConcatenateOperation(
                lowering.name(), List.copyOf(inputs), out, Axes.imageAxis(lowering.inputShapes().getFirst(), axis)));
    }
}
