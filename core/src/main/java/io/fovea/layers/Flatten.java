package io.fovea.layers;

import java.util.List;

import io.fovea.ops.FlattenOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A picture as one long vector, row by row. Input {@code [h, w, c]}, output {@code [h w c]}. No weights.
 *
 * <p>Example: {@code Flatten.of()} between the last pooling and the first dense layer
 *
 * @param name of the layer; empty: automatic
 */
public record Flatten(String name) implements Layer {
    /** The layer. */
    public static Flatten of() {
        return new Flatten("");
    }

    @Override
    public Flatten named(String newName) {
        return new Flatten(newName);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(Layer.single(inputs).size());
    }

    @Override
    public boolean readsPackedChannels() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        if (lowering.flattensForFree() || in.height() * in.width() == 1) {
            return in;
        }
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(new FlattenOperation(lowering.name(), in, out));
    }
}
