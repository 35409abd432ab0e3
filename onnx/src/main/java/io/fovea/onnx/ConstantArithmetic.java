package io.fovea.onnx;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.initializers.Constant;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;

/**
 * Arithmetic of what comes in and a tensor of the file.
 *
 * @param operator ONNX's name of it
 * @param swapped whether the tensor comes first
 * @param trainable whether the tensor is a weight that learns
 * @param shape of the tensor
 */
record ConstantArithmetic(String name, String operator, boolean swapped, boolean trainable, Shape shape)
        implements ComposedLayer {
    @Override
    public ConstantArithmetic named(String newName) {
        return new ConstantArithmetic(newName, operator, swapped, trainable, shape);
    }

    @Override
    public List<Weight> weights(List<Shape> inputs) {
        return List.of(new Weight("constant", shape, Constant.ZEROS, trainable));
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        SymbolicTensor constant = weights.get("constant");
        SymbolicTensor x = inputs.getFirst();
        return Arithmetic.of(operator, swapped ? constant : x, swapped ? x : constant);
    }
}
