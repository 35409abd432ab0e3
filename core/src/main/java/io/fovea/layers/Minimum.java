package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The least of the elements of two or more inputs, whose shapes are broadcast: {@code [n, h, w, c]} and {@code
 * [n, 1, 1, c]} make {@code [n, h, w, c]}. No weights.
 *
 * <p>Example: {@code Minimum.of().apply(x, y)}
 *
 * @param name of the layer; empty: automatic
 */
public record Minimum(String name) implements ComposedLayer {
    /** Checks that there is a name, be it empty. */
    public Minimum {
        Check.of("Minimum").present("name", name);
    }

    /** The layer. */
    public static Minimum of() {
        return new Minimum("");
    }

    @Override
    public Minimum named(String newName) {
        return new Minimum(newName);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return Merging.of(inputs, SymbolicTensor::minimum);
    }
}
