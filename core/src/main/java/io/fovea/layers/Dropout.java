package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.DropoutOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Dropout (Srivastava et al., 2014): in training, sets elements to 0 at random with probability {@code rate} and multiplies the
 * others by {@code 1 / (1 - rate)}, so that a model can't rely on any single one. At inference it passes its input on.
 *
 * <p>Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code Dropout.of(0.5)}
 *
 * @param name of the layer; empty: automatic
 * @param rate the probability that an element is dropped, in [0, 1)
 */
public record Dropout(String name, double rate) implements Layer {
    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException when it is not in [0, 1)
     */
    public Dropout {
        Check.of("Dropout").present("name", name).fraction("rate", rate);
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
    public boolean keepsFlat() {
        return true;
    }

    @Override
    public boolean isIdentityAtInference() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new DropoutOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), (float) rate));
    }
}
