package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.AveragePoolOperation;
import io.fovea.ops.PoolingGeometry;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The sum of each channel over the whole feature map; Keras has no such layer. Input {@code [n, h, w, c]}, output {@code [n, c]}, or {@code [n, 1, 1, c]}. No weights.
 *
 * <p>Example: {@code GlobalSumPooling2D.of()} before the last dense layer
 *
 * @param name of the layer; empty: automatic
 * @param keepDimensions whether the output is a feature map of one pixel; default false. Keras's {@code keepdims}
 */
public record GlobalSumPooling2D(String name, boolean keepDimensions) implements Layer {
    /** Checks that there is a name, be it empty. */
    public GlobalSumPooling2D {
        Check.of("GlobalSumPooling2D").present("name", name);
    }

    /** The layer. */
    public static GlobalSumPooling2D of() {
        return new GlobalSumPooling2D("", false);
    }

    @Override
    public GlobalSumPooling2D named(String newName) {
        return new GlobalSumPooling2D(newName, keepDimensions);
    }

    /** With an output {@code [n, 1, 1, c]} instead of {@code [n, c]}; default without. */
    public GlobalSumPooling2D keepDimensions(boolean keep) {
        return new GlobalSumPooling2D(name, keep);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        int channels = Layer.featureMap(inputs).channels();
        return keepDimensions ? Shape.of(1, 1, channels) : Shape.of(channels);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(AveragePoolOperation.sum(lowering.name(), in, out, PoolingGeometry.global(in)));
    }
}
