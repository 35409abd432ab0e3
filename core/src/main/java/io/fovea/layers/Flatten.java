package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.FlattenOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * All elements of a feature map as one vector, row by row, pixel by pixel. Input {@code [n, h, w, c]}, output {@code [n, h w
 * c]}. No weights.
 *
 * <p>Example: {@code Flatten.of()} between the last pooling and the first dense layer
 *
 * @param name of the layer; empty: automatic
 */
public record Flatten(String name) implements Layer {
    /** Checks that there is a name, be it empty. */
    public Flatten {
        Check.of("Flatten").present("name", name);
    }

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
