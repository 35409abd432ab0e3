package io.fovea.onnx;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.ComposedLayer;

/**
 * Arithmetic of two inputs that no layer of Keras does.
 *
 * @param operator ONNX's name of it
 */
record Arithmetic(String name, String operator) implements ComposedLayer {
    static SymbolicTensor of(String operator, SymbolicTensor a, SymbolicTensor b) {
        return switch (operator) {
            case "Add" -> a.add(b);
            case "Sub" -> a.subtract(b);
            case "Mul" -> a.multiply(b);
            case "Div" -> a.divide(b);
            case "Max" -> a.maximum(b);
            case "Min" -> a.minimum(b);
            default -> throw new IllegalArgumentException(operator + " is no arithmetic of two tensors");
        };
    }

    @Override
    public Arithmetic named(String newName) {
        return new Arithmetic(newName, operator);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return of(operator, inputs.getFirst(), inputs.getLast());
    }
}
