package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.NoiseOperation;
import io.fovea.ops.NoiseOperation.Kind;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Added normal noise: in training a normal number of mean 0 is added to each element; otherwise nothing happens. Output of the input's
 * shape. No weights.
 *
 * <p>Example: {@code GaussianNoise.of(0.1)}
 *
 * @param name of the layer; empty: automatic
 * @param deviation of the noise, 0 or more; Keras's {@code stddev}
 */
public record GaussianNoise(String name, double deviation) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when deviation is negative
     */
    public GaussianNoise {
        Check.of("GaussianNoise").present("name", name).notNegative("deviation", deviation);
    }

    /** The layer. */
    public static GaussianNoise of(double deviation) {
        return new GaussianNoise("", deviation);
    }

    @Override
    public GaussianNoise named(String newName) {
        return new GaussianNoise(newName, deviation);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.single(inputs);
    }

    @Override
    public boolean isIdentityAtInference() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new NoiseOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), Kind.GAUSSIAN_NOISE, deviation));
    }
}
