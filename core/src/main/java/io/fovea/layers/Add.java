package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.description.Check;
import io.fovea.ops.AddOperation;
import io.fovea.ops.Epilogue;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The sum of two or more inputs, whose shapes are broadcast: {@code [n, h, w, c]} and {@code [n, 1, 1, c]} make {@code [n, h, w, c]}. No
 * weights.
 *
 * <p>Example: {@code Add.of().apply(x, shortcut)}
 *
 * @param name of the layer; empty: automatic
 */
public record Add(String name) implements ComposedLayer {
    /** Checks that there is a name, be it empty. */
    public Add {
        Check.of("Add").present("name", name);
    }

    /** The layer. */
    public static Add of() {
        return new Add("");
    }

    @Override
    public Add named(String newName) {
        return new Add(newName);
    }

    @Override
    public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
        return Merging.of(inputs, SymbolicTensor::add);
    }

    /** Inputs of one shape are added in one loop. */
    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        List<Shape> shapes = lowering.inputShapes();
        if (shapes.stream().distinct().count() != 1) {
            return ComposedLayer.super.lower(lowering, inputs);
        }
        Value out = lowering.value(outputShape(shapes));
        return lowering.add(new AddOperation(lowering.name(), List.copyOf(inputs), out, Epilogue.NONE));
    }
}
