package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.NoiseOperation;
import io.fovea.ops.NoiseOperation.Kind;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Stochastic depth (Huang et al., arXiv:1603.09382): in training a whole sample is 0 with probability {@code rate}, else divided by 1 -
 * rate; otherwise nothing happens. At the end of a residual branch it leaves the branch out. Input and output {@code [n, h, w, c]}. No
 * weights. In Keras it is {@code Dropout} with a noise shape of 1 along all axes but the batch.
 *
 * <p>Example: {@code StochasticDepth.of(0.2)}
 *
 * @param name of the layer; empty: automatic
 * @param rate in [0, 1)
 */
public record StochasticDepth(String name, double rate) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when rate is not in [0, 1)
     */
    public StochasticDepth {
        Check.of("StochasticDepth").present("name", name).fraction("rate", rate);
    }

    /** The layer. */
    public static StochasticDepth of(double rate) {
        return new StochasticDepth("", rate);
    }

    @Override
    public StochasticDepth named(String newName) {
        return new StochasticDepth(newName, rate);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Layer.featureMap(inputs);
    }

    @Override
    public boolean isIdentityAtInference() {
        return true;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value in = inputs.getFirst();
        return lowering.add(new NoiseOperation(
                lowering.name(), in, in.like(lowering.name()), lowering.key(), Kind.STOCHASTIC_DEPTH, rate));
    }
}
