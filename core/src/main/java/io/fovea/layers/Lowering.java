package io.fovea.layers;

import java.util.List;

import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.Value;
import io.fovea.ops.WeightLayout;
import io.fovea.tensor.Shape;

/** What a layer says itself in operations to. */
public interface Lowering {
    /** The layer's name in the model, with a number where it is not the layer's first use: what a use keeps is its own. */
    String name();

    /** A number of the layer in the model: a key for its random numbers. */
    int key();

    /** The shapes of the inputs as the layer knows them; a flattened picture is a vector, though it may lie as a picture. */
    List<Shape> inputShapes();

    /** Floats in a vector: channels are padded to multiples of it. */
    int lanes();

    /** A new value of the given shape, {@code [h, w, c]} or {@code [c]}. */
    Value value(Shape shape);

    /** Whether what reads this layer's output next takes a picture as one long vector, so that it need not be copied. */
    boolean flattensForFree();

    /** The parameter of a weight of {@link Layer#weights}, made at the layer's first use. */
    Parameter parameter(String weight, WeightLayout layout);

    /** Adds an operation and returns its output. */
    Value add(Operation operation);
}
