package io.fovea.layers;

import java.util.List;

import io.fovea.ops.DropoutOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Sets elements to 0 by chance during the training and scales the others up, so that a model can't rely on any single one
 * (Srivastava et al., 2014). At inference it does nothing. The output has the input's shape. No weights.
 *
 * <p>Example: {@code Dropout.of(0.5)}
 *
 * @param name of the layer; empty: automatic
 * @param rate the share that is dropped, in [0, 1)
 */
public record Dropout(String name, double rate) implements Layer {
    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException when it is not in [0, 1)
     */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: the rate is in [0, 1), but got " + rate);
        }
    }

    /** The layer that drops {@code rate} of the elements. */
    public static Dropout of(double rate) {
        return new Dropout("", rate);
    }

    @Override
    public Dropout named(String newName) {
        return new Dropout(newName, rate);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new DropoutOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), (float) rate));
    }
}
