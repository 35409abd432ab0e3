package io.fovea.onnx;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.ComposedLayer;

/** A sum or a mean over some axes. */
record Reduction(String name, List<Integer> axes, boolean mean, boolean keep) implements ComposedLayer {
    @Override
    public Reduction named(String newName) {
        return new Reduction(newName, axes, mean, keep);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = inputs.getFirst();
        int[] all = axes.stream().mapToInt(Integer::intValue).toArray();
        if (keep) {
            return mean ? x.meanKeepingAxes(all) : x.sumKeepingAxes(all);
        }
        return mean ? x.mean(all) : x.sum(all);
    }
}
