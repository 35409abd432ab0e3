package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The mean of the elements of two or more inputs, whose shapes are broadcast: {@code [n, h, w, c]} and {@code
 * [n, 1, 1, c]} make {@code [n, h, w, c]}. No weights.
 *
 * <p>Example: {@code Average.of().apply(x, y)}
 *
 * @param name of the layer; empty: automatic
 */
public record Average(String name) implements ComposedLayer {
    /** Checks that there is a name, be it empty. */
    public Average {
        Check.of("Average").present("name", name);
    }

    /** The layer. */
    public static Average of() {
        return new Average("");
    }

    @Override
    public Average named(String newName) {
        return new Average(newName);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return Merging.of(inputs, SymbolicTensor::add).multiply(1.0 / inputs.size());
    }
}
