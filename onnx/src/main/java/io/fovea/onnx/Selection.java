package io.fovea.onnx;

import java.util.Arrays;
import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.ComposedLayer;

/** Elements of an axis, by their places, in any order. */
record Selection(String name, int axis, List<Integer> places) implements ComposedLayer {
    @Override
    public Selection named(String newName) {
        return new Selection(newName, axis, places);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = inputs.getFirst();
        int size = x.shape().dimension(axis);
        int times = places.size() / size;
        boolean repeats = places.size() % size == 0;
        for (int i = 0; i < places.size() && repeats; i++) {
            repeats = places.get(i) == i / times;
        }
        if (repeats) {
            return times == 1 ? x : x.repeat(axis, times);
        }
        SymbolicTensor[] parts = places.stream().map(place -> x.slice(axis, place, place + 1))
                .toArray(SymbolicTensor[]::new);
        return parts.length == 1
                ? parts[0]
                : parts[0].concatenate(axis, Arrays.copyOfRange(parts, 1, parts.length));
    }
}
