package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.MaxPoolOperation;
import io.fovea.ops.PoolingGeometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The maximum of each channel over the whole feature map. Input {@code [n, h, w, c]}, output {@code [n, c]}. No weights.
 *
 * <p>Example: {@code GlobalMaxPooling2D.of()} before the last dense layer
 *
 * @param name of the layer; empty: automatic
 */
public record GlobalMaxPooling2D(String name) implements Layer {
    /** Checks that there is a name, be it empty. */
    public GlobalMaxPooling2D {
        Check.of("GlobalMaxPooling2D").present("name", name);
    }

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
        return Shape.of(Layer.featureMap(inputs).channels());
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(MaxPoolOperation.of(lowering.name(), in, out, PoolingGeometry.global(in)));
    }
}
