package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.GatedLinearUnitOperation;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A gated linear unit (Dauphin et al., arXiv:1612.08083): the first half of the channels times the sigmoid of the second half.
 * Input {@code [n, h, w, 2 c]} or {@code [n, 2 c]}; output {@code [n, h, w, c]} or {@code [n, c]}. No weights. In Keras it is the
 * activation function {@code glu}.
 *
 * <p>Example: {@code Dense.of(64), GatedLinearUnit.of()} has 32 outputs.
 *
 * @param name of the layer; empty: automatic
 */
public record GatedLinearUnit(String name) implements Layer {
    /** Checks that the name is there. */
    public GatedLinearUnit {
        Check.of("GatedLinearUnit").present("name", name);
    }

    /** The layer. */
    public static GatedLinearUnit of() {
        return new GatedLinearUnit("");
    }

    @Override
    public GatedLinearUnit named(String newName) {
        return new GatedLinearUnit(newName);
    }

    @Override
    public String kind() {
        return "GLU";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape shape = Layer.single(inputs);
        if (shape.channels() % 2 != 0) {
            throw new IllegalArgumentException("halves the channels, so their number is even, but got " + shape);
        }
        return shape.withChannels(shape.channels() / 2);
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        return lowering.add(new GatedLinearUnitOperation(
                lowering.name(), inputs.getFirst(), lowering.value(outputShape(lowering.inputShapes()))));
    }
}
