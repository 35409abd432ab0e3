package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * A vector several times. Input {@code [n, c]}, output {@code [n, times, c]}. No weights.
 *
 * <p>Example: {@code RepeatVector.of(3)}
 *
 * @param name of the layer; empty: automatic
 * @param times how often, 1 or more
 */
public record RepeatVector(String name, int times) implements ComposedLayer {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public RepeatVector {
        Check.of("RepeatVector").present("name", name).atLeast(1, "times", times);
    }

    /** The vector {@code times} times. */
    public static RepeatVector of(int times) {
        return new RepeatVector("", times);
    }

    @Override
    public RepeatVector named(String newName) {
        return new RepeatVector(newName, times);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = Single.of(inputs);
        if (x.shape().rank() != 1) {
            throw new IllegalArgumentException("expected an input of shape [c], but got " + x.shape());
        }
        return x.reshape(Shape.of(1, x.shape().channels())).repeat(0, times);
    }
}
