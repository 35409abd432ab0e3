package io.fovea.custom;

/** The weights of a layer that is composed of tensor functions. */
public interface WeightTensors {
    /**
     * The weight {@code name}, in the shape that the layer lists.
     *
     * @throws IllegalArgumentException when the layer lists no such weight
     */
    SymbolicTensor get(String name);
}
