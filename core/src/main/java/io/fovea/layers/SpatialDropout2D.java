package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.NoiseOperation;
import io.fovea.ops.NoiseOperation.Kind;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Dropout of whole channels (Tompson et al., arXiv:1411.4280): in training each channel of a sample is 0 with probability {@code rate},
 * else divided by 1 - rate; otherwise nothing happens. Input and output {@code [n, h, w, c]}. No weights.
 *
 * <p>Example: {@code SpatialDropout2D.of(0.2)}
 *
 * @param name of the layer; empty: automatic
 * @param rate in [0, 1)
 */
public record SpatialDropout2D(String name, double rate) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when rate is not in [0, 1)
     */
    public SpatialDropout2D {
        Check.of("SpatialDropout2D").present("name", name).fraction("rate", rate);
    }

    /** The layer. */
    public static SpatialDropout2D of(double rate) {
        return new SpatialDropout2D("", rate);
    }

    @Override
    public SpatialDropout2D named(String newName) {
        return new SpatialDropout2D(newName, rate);
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
                lowering.name(), in, in.like(lowering.name()), lowering.key(), Kind.SPATIAL_DROPOUT, rate));
    }
}
