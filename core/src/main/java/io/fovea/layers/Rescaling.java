package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.RescalingOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * {@code scale x + offset}: maps pixels to the range that a model is trained on. Input {@code [n, h, w, c]} or {@code [n, c]};
 * output of the same shape. No weights.
 *
 * <p>Example: {@code Rescaling.of(1 / 127.5, -1)} maps [0, 255] to [-1, 1].
 *
 * @param name of the layer; empty: automatic
 * @param scale factor, finite
 * @param offset added, finite; default 0
 */
public record Rescaling(String name, double scale, double offset)
        implements Layer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is not finite in float32
     */
    public Rescaling {
        Check.of("Rescaling").present("name", name).finite("scale", scale).finite("offset", offset);
    }

    /** The layer without an offset. */
    public static Rescaling of(double scale) {
        return of(scale, 0);
    }

    /** The layer. */
    public static Rescaling of(double scale, double offset) {
        return new Rescaling("", scale, offset);
    }

    @Override
    public Rescaling named(String newName) {
        return new Rescaling(newName, scale, offset);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public boolean readsPackedChannels() {
        return true;
    }

    @Override
    public boolean keepsPackedChannels() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new RescalingOperation(
                lowering.name(), in, in.like(lowering.name()), (float) scale, (float) offset));
    }
}
