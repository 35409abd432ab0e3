package io.fovea.layers;

import java.util.List;

import io.fovea.activations.Activations;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A leaky rectified linear unit (Maas et al., 2013): x for x &gt; 0, else {@code negativeSlope x}. Input {@code [n, h, w, c]} or
 * {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code LeakyReLU.of(0.1)}
 *
 * @param name of the layer; empty: automatic
 * @param negativeSlope for negative inputs, 0 or more; default 0.3, as of Keras's layer (its function has 0.2)
 */
public record LeakyReLU(String name, double negativeSlope) implements Layer {
    /**
     * Checks the slope.
     *
     * @throws IllegalArgumentException when it is negative or not finite in float32.
     */
    public LeakyReLU {
        Check.of("LeakyReLU").present("name", name).notNegative("negativeSlope", negativeSlope);
    }

    /** With a slope of 0.3. */
    public static LeakyReLU of() {
        return of(0.3);
    }

    /** With this slope. */
    public static LeakyReLU of(double negativeSlope) {
        return new LeakyReLU("", negativeSlope);
    }

    @Override
    public LeakyReLU named(String newName) {
        return new LeakyReLU(newName, negativeSlope);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return Activation.lower(
                lowering, Activations.leakyRelu(negativeSlope), inputs.getFirst(),
                outputShape(lowering.inputShapes()));
    }
}
