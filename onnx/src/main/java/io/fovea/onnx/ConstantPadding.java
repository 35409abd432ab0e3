package io.fovea.onnx;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.ComposedLayer;

/** A number added several times at both ends of an axis. */
record ConstantPadding(String name, int axis, int before, int after, double value) implements ComposedLayer {
    @Override
    public ConstantPadding named(String newName) {
        return new ConstantPadding(newName, axis, before, after, value);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = inputs.getFirst();
        if (value == 0) {
            return x.pad(axis, before, after);
        }
        SymbolicTensor edge = x.slice(axis, 0, 1).scale(0, value);
        SymbolicTensor result = before > 0 ? edge.repeat(axis, before).concatenate(axis, x) : x;
        return after > 0 ? result.concatenate(axis, edge.repeat(axis, after)) : result;
    }
}
