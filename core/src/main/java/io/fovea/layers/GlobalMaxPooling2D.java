package io.fovea.layers;

import java.util.List;

import io.fovea.ops.MaxPoolOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The maximum of each channel over the whole picture. Input {@code [h, w, c]}, output {@code [c]}. No weights.
 *
 * <p>Example: {@code GlobalMaxPooling2D.of()} before the last dense layer
 *
 * @param name of the layer; empty: automatic
 */
public record GlobalMaxPooling2D(String name) implements Layer {
    /** The layer. */
    public static GlobalMaxPooling2D of() {
        return new GlobalMaxPooling2D("");
    }

    @Override
    public GlobalMaxPooling2D named(String newName) {
        return new GlobalMaxPooling2D(newName);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(Layer.picture(inputs).channels());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        Windows whole = new Windows(in.height(), in.width(), in.height(), in.width(), Padding.VALID);
        return lowering.add(new MaxPoolOperation(lowering.name(), in, out, whole.over(in)));
    }
}
