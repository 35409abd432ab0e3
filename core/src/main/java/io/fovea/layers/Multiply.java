package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The product, element by element, of two or more inputs, whose shapes are broadcast: {@code [n, h, w, c]} and {@code
 * [n, 1, 1, c]} make {@code [n, h, w, c]}. No weights.
 *
 * <p>Example: {@code Multiply.of().apply(x, gate)}
 *
 * @param name of the layer; empty: automatic
 */
public record Multiply(String name) implements ComposedLayer {
    /** Checks that there is a name, be it empty. */
    public Multiply {
        Check.of("Multiply").present("name", name);
    }

    /** The layer. */
    public static Multiply of() {
        return new Multiply("");
    }

    @Override
    public Multiply named(String newName) {
        return new Multiply(newName);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return Merging.of(inputs, SymbolicTensor::multiply);
    }
}
