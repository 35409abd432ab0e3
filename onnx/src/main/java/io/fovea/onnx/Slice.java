package io.fovea.onnx;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.ComposedLayer;

/** A part of a tensor along one axis, from {@code from} to {@code to} - 1. */
record Slice(String name, int axis, int from, int to) implements ComposedLayer {
    @Override
    public Slice named(String newName) {
        return new Slice(newName, axis, from, to);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return inputs.getFirst().slice(axis, from, to);
    }
}
