package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Where samples enter a model.
 *
 * <p>Example: {@code Input.of(32, 32, 3)} takes images of 32 x 32 pixels with three channels.
 *
 * @param name of the layer; empty: automatic
 * @param shape of one sample, {@code [h, w, c]} or {@code [c]}
 */
public record Input(String name, Shape shape) implements Layer {
    /**
     * Checks the rank.
     */
    public Input {
        Check.of("Input").present("name", name).present("shape", shape);
    }

    /**
     * An input of the given shape, without the batch.
     *
     * @param shape {@code h, w, c} for images, {@code c} for vectors; each 1 or more
     * @throws IllegalArgumentException when there is no size, or one is below 1, or their product exceeds
     *     2147483647
     */
    public static Input of(int... shape) {
        return new Input("", Shape.of(shape));
    }

    @Override
    public Input named(String newName) {
        return new Input(newName, shape);
    }

    @Override
    public String kind() {
        return "InputLayer";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (!inputs.isEmpty()) {
            throw new IllegalArgumentException("takes no input, but got " + inputs.size());
        }
        return shape;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return lowering.value(shape);
    }
}
