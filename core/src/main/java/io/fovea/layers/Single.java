package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;

/** What composed layers of one input have in common. */
final class Single {
    private Single() {}

    /**
     * The only input.
     *
     * @throws IllegalArgumentException when there are none or several
     */
    static SymbolicTensor of(List<SymbolicTensor> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("takes one input, but got " + inputs.size());
        }
        return inputs.getFirst();
    }

    /**
     * The only input of a layer that takes feature maps.
     *
     * @throws IllegalArgumentException when it is not of the form {@code [h, w, c]}
     */
    static SymbolicTensor featureMap(List<SymbolicTensor> inputs) {
        SymbolicTensor x = of(inputs);
        Layer.featureMap(List.of(x.shape()));
        return x;
    }
}
