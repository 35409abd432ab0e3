package io.fovea.layers;

import java.util.List;

import io.fovea.custom.CustomOperation;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** The operation graph while a layer is lowered: it takes the layer's operations and knows its inputs. */
public interface Lowering {
    /** The layer's name in the model, with a number where it is not the layer's first use: what a use keeps is its own. */
    String name();

    /** A number of the layer in the model: a key for its random numbers. */
    int key();

    /** The shapes of the inputs as the layer knows them; a flattened image is a vector, though it may be stored as an image. */
    List<Shape> inputShapes();

    /** Floats in a vector: channels are padded to multiples of it. */
    int lanes();

    /** A new value of the given shape, {@code [h, w, c]} or {@code [c]}. */
    Value value(Shape shape);

    /** Whether what reads this layer's output next reads an image as one long vector, so that no copy is needed. */
    boolean flattensForFree();

    /**
     * Adds an operation of one's own and returns its output.
     *
     * @param inputs what it reads
     * @param shape of its output
     */
    Value apply(CustomOperation operation, List<Value> inputs, Shape shape);

    /** The parameter of a weight of {@link Layer#weights}, made at the layer's first use. For Fovea's own layers. */
    @SuppressWarnings("exports")
    Parameter parameter(String weight, WeightLayout layout);

    /** Adds an operation and returns its output. For Fovea's own layers; others use {@link #apply}. */
    @SuppressWarnings("exports")
    Value add(Operation operation);
}
