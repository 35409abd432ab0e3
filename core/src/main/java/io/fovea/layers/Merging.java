package io.fovea.layers;

import java.util.List;
import java.util.function.BinaryOperator;

import io.fovea.custom.SymbolicTensor;

/** What layers that merge inputs have in common. */
final class Merging {
    private Merging() {}

    /**
     * The inputs merged from the first to the last.
     *
     * @throws IllegalArgumentException when there are fewer than two
     */
    static SymbolicTensor of(List<SymbolicTensor> inputs, BinaryOperator<SymbolicTensor> function) {
        if (inputs.size() < 2) {
            throw new IllegalArgumentException("takes two or more inputs, but got " + inputs.size());
        }
        return inputs.stream().reduce(function).orElseThrow();
    }
}
