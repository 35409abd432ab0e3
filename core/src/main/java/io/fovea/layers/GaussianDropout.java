package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.NoiseOperation;
import io.fovea.ops.NoiseOperation.Kind;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Multiplication by normal noise (Srivastava et al., 2014): in training each element is multiplied by a normal number of mean 1 and
 * variance rate / (1 - rate); otherwise nothing happens. Output of the input's shape. No weights.
 *
 * <p>Example: {@code GaussianDropout.of(0.2)}
 *
 * @param name of the layer; empty: automatic
 * @param rate in [0, 1)
 */
public record GaussianDropout(String name, double rate) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when rate is not in [0, 1)
     */
    public GaussianDropout {
        Check.of("GaussianDropout").present("name", name).fraction("rate", rate);
    }

    /** The layer. */
    public static GaussianDropout of(double rate) {
        return new GaussianDropout("", rate);
    }

    @Override
    public GaussianDropout named(String newName) {
        return new GaussianDropout(newName, rate);
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
                lowering.name(), in, in.like(lowering.name()), lowering.key(), Kind.GAUSSIAN_DROPOUT, rate));
    }
}
