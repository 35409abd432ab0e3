package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;
import io.fovea.tensor.Shape;

/**
 * The scalar products of two inputs over their last axis. Inputs {@code [n, c]} and {@code [n, c]} make {@code [n, 1]}; {@code [n, s, c]}
 * and {@code [n, t, c]} make {@code [n, s, t]}. No weights.
 *
 * <p>Example: {@code Dot.of().normalize(true).apply(a, b)} is the cosine similarity.
 *
 * @param name of the layer; empty: automatic
 * @param normalize whether each vector is divided by its norm first; default false
 */
public record Dot(String name, boolean normalize) implements ComposedLayer {
    /** Checks that there is a name, be it empty. */
    public Dot {
        Check.of("Dot").present("name", name);
    }

    /** The layer without normalization. */
    public static Dot of() {
        return new Dot("", false);
    }

    @Override
    public Dot named(String newName) {
        return new Dot(newName, normalize);
    }

    /** With or without normalization of each vector; default without. */
    public Dot normalize(boolean use) {
        return new Dot(name, use);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        if (inputs.size() != 2 || inputs.getFirst().shape().rank() != inputs.getLast().shape().rank()
                || inputs.getFirst().shape().rank() > 2
                || inputs.getFirst().shape().channels() != inputs.getLast().shape().channels()) {
            throw new IllegalArgumentException(
                    "takes two inputs of shape [c], or of shapes [s, c] and [t, c], but got "
                            + inputs.stream().map(SymbolicTensor::shape).toList());
        }
        SymbolicTensor a = prepared(inputs.getFirst());
        SymbolicTensor b = prepared(inputs.getLast());
        if (a.shape().rank() == 1) {
            return a.multiply(b).sum(SymbolicTensor.CHANNELS);
        }
        SymbolicTensor rows = a.reshape(Shape.of(a.shape().dimension(0), 1, a.shape().channels()));
        return rows.multiply(b).sum(SymbolicTensor.CHANNELS);
    }

    private SymbolicTensor prepared(SymbolicTensor x) {
        return normalize ? UnitNormalization.of().call(List.of(x), name -> x) : x;
    }
}
