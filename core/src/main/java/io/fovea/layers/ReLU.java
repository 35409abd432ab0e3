package io.fovea.layers;

import java.util.List;

import io.fovea.activations.Activations;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A rectified linear unit in general (Nair and Hinton, 2010): {@code min(x, maxValue)} for x &gt; threshold, else {@code
 * negativeSlope (x - threshold)}. Input {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code ReLU.of().maxValue(6)}
 *
 * @param name of the layer; empty: automatic
 * @param maxValue the greatest output, 0 or more; default infinite, Keras's {@code None}: no limit
 * @param negativeSlope for inputs below the threshold, 0 or more; default 0
 * @param threshold above which the input passes, 0 or more; default 0
 */
public record ReLU(String name, double maxValue, double negativeSlope, double threshold) implements Layer {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is negative, or one but the limit is not finite in float32.
     */
    public ReLU {
        Check.of("ReLU").present("name", name)
                .check(maxValue >= 0, "maxValue", "0 or more", maxValue)
                .notNegative("negativeSlope", negativeSlope)
                .notNegative("threshold", threshold);
    }

    /** max(x, 0). */
    public static ReLU of() {
        return new ReLU("", Double.POSITIVE_INFINITY, 0, 0);
    }

    /** With this limit; default none. */
    public ReLU maxValue(double limit) {
        return new ReLU(name, limit, negativeSlope, threshold);
    }

    /** With this slope below the threshold; default 0. */
    public ReLU negativeSlope(double slope) {
        return new ReLU(name, maxValue, slope, threshold);
    }

    /** With this threshold; default 0. */
    public ReLU threshold(double least) {
        return new ReLU(name, maxValue, negativeSlope, least);
    }

    @Override
    public ReLU named(String newName) {
        return new ReLU(newName, maxValue, negativeSlope, threshold);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return Activation.lower(
                lowering, Activations.relu(negativeSlope, maxValue, threshold), inputs.getFirst(),
                outputShape(lowering.inputShapes()));
    }
}
