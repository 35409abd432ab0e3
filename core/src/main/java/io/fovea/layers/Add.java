package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.AddOperation;
import io.fovea.ops.Epilogue;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * The sum of two or more inputs of one shape, {@code [n, h, w, c]} or {@code [n, c]}; output of the same shape. No weights.
 *
 * <p>Example: {@code Add.of().apply(x, shortcut)}
 *
 * @param name of the layer; empty: automatic
 */
public record Add(String name) implements Layer {
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
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2 || inputs.stream().distinct().count() != 1) {
            throw new IllegalArgumentException("takes two or more inputs of one shape, but got " + inputs);
        }
        return inputs.getFirst();
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Value out = lowering.value(outputShape(lowering.inputShapes()));
        return lowering.add(new AddOperation(lowering.name(), List.copyOf(inputs), out, Epilogue.NONE));
    }
}
