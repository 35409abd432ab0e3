package io.fovea.onnx;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.layers.ComposedLayer;

/**
 * A function of each number that is no activation of Keras.
 *
 * @param operator ONNX's name of it
 * @param least of what Clip lets through
 * @param most of what Clip lets through
 */
record ElementFunction(String name, String operator, double least, double most) implements ComposedLayer {
    static ElementFunction of(String operator) {
        return new ElementFunction("", operator, 0, 0);
    }

    @Override
    public ElementFunction named(String newName) {
        return new ElementFunction(newName, operator, least, most);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor x = inputs.getFirst();
        return switch (operator) {
            case "Abs" -> x.absolute();
            case "Log" -> x.log();
            case "Sqrt" -> x.sqrt();
            case "Reciprocal" -> x.reciprocal();
            case "Square" -> x.square();
            case "Clip" -> x.clip(least, most);
            default -> throw new IllegalArgumentException(operator + " is no function of a number");
        };
    }
}
