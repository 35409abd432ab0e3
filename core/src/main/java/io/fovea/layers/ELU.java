package io.fovea.layers;

import java.util.List;

import io.fovea.activations.Activations;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * An exponential linear unit (Clevert et al., arXiv:1511.07289): x for x &gt; 0, else {@code alpha (exp(x) - 1)}. Input {@code [n, h,
 * w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code ELU.of(0.5)}. Where the constant {@code Activations.ELU} is imported as well, Java takes the name for that one:
 * {@code Activation.of(elu(0.5))} is the same layer.
 *
 * @param name of the layer; empty: automatic
 * @param alpha the output tends to {@code -alpha} for very negative inputs; 0 or more, default 1
 */
public record ELU(String name, double alpha) implements Layer {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is negative or not finite in float32.
     */
    public ELU {
        Check.of("ELU").present("name", name).notNegative("alpha", alpha);
    }

    /** With an alpha of 1. */
    public static ELU of() {
        return of(1);
    }

    /** With this alpha. */
    public static ELU of(double alpha) {
        return new ELU("", alpha);
    }

    @Override
    public ELU named(String newName) {
        return new ELU(newName, alpha);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return Activation.lower(
                lowering, Activations.elu(alpha), inputs.getFirst(),
                outputShape(lowering.inputShapes()));
    }
}
