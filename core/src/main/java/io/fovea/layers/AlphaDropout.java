package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.NoiseOperation;
import io.fovea.ops.NoiseOperation.Kind;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Dropout that keeps mean and variance after SELU (Klambauer et al., arXiv:1706.02515): in training each element becomes SELU's limit
 * with probability {@code rate}, and all are scaled and shifted; otherwise nothing happens. Output of the input's shape. No weights.
 *
 * <p>Example: {@code AlphaDropout.of(0.1)}
 *
 * @param name of the layer; empty: automatic
 * @param rate in [0, 1)
 */
public record AlphaDropout(String name, double rate) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when rate is not in [0, 1)
     */
    public AlphaDropout {
        Check.of("AlphaDropout").present("name", name).fraction("rate", rate);
    }

    /** The layer. */
    public static AlphaDropout of(double rate) {
        return new AlphaDropout("", rate);
    }

    @Override
    public AlphaDropout named(String newName) {
        return new AlphaDropout(newName, rate);
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
                lowering.name(), in, in.like(lowering.name()), lowering.key(), Kind.ALPHA_DROPOUT, rate));
    }
}
