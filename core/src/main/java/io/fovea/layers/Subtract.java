package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;

/**
 * The first input minus the second, whose shapes are broadcast: {@code [n, h, w, c]} and {@code [n, 1, 1, c]} make {@code
 * [n, h, w, c]}. No weights.
 *
 * <p>Example: {@code Subtract.of().apply(x, y)}
 *
 * @param name of the layer; empty: automatic
 */
public record Subtract(String name) implements ComposedLayer {
    /** Checks that there is a name, be it empty. */
    public Subtract {
        Check.of("Subtract").present("name", name);
    }

    /** The layer. */
    public static Subtract of() {
        return new Subtract("");
    }

    @Override
    public Subtract named(String newName) {
        return new Subtract(newName);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        if (inputs.size() != 2) {
            throw new IllegalArgumentException("takes two inputs, but got " + inputs.size());
        }
        return inputs.getFirst().subtract(inputs.getLast());
    }
}
