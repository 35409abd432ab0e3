package io.fovea.layers;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

import io.fovea.custom.CustomOperation;
import io.fovea.custom.ElementPenalty;
import io.fovea.custom.SymbolicTensor;
import io.fovea.ops.Operation;
import io.fovea.ops.Parameter;
import io.fovea.ops.WeightLayout;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/** Records the operations that a layer lowers to. */
public interface Lowering {
    /** The layer's name in the model; with a number from the layer's second use on, since each use has memory of its own. */
    String name();

    /** A number of the layer in the model: a key for its random numbers. */
    int key();

    /**
     * The shapes of the inputs as the layer knows them: a flattened feature map is a vector here, though its {@link Value} may
     * still be a feature map.
     */
    List<Shape> inputShapes();

    /** Floats in a vector: channels are padded to multiples of it. */
    int lanes();

    /** A new value of the given shape, {@code [h, w, c]} or {@code [c]}. */
    Value value(Shape shape);

    /** A value of this model as a tensor of the given shape, of which tensor functions can be taken. */
    default SymbolicTensor tensor(Shape shape, Value value) {
        return LoweredTensor.of(this, shape, value);
    }

    /** The value that a tensor of {@link #tensor}, or a function of such tensors, stands for. */
    default Value value(SymbolicTensor tensor) {
        return LoweredTensor.known(tensor).value().orElseThrow();
    }

    /** Whether all readers of this layer's output read a feature map as one vector, so that no copy is needed. */
    boolean flattensForFree();

    /**
     * Adds an operation of one's own and returns its output.
     *
     * @param inputs what it reads
     * @param shape of its output
     */
    Value apply(CustomOperation operation, List<Value> inputs, Shape shape);

    /**
     * Adds a penalty of a value's numbers to the loss of the model: its sum over a sample, its mean over the samples.
     *
     * @param penalty of each number
     * @return the same numbers, which the layer must pass on: what isn't read has no gradient
     */
    Value addLoss(Value value, ElementPenalty penalty);

    /** The parameter of a weight of {@link Layer#weights}, made at the layer's first use. For Fovea's own layers. */
    @SuppressWarnings("exports")
    Parameter parameter(String weight, WeightLayout layout);

    /**
     * The parameter of a weight of one number for each channel, as of a bias. For Fovea's own layers.
     *
     * @param present whether the layer has this weight
     * @param channels numbers of it
     */
    @SuppressWarnings("exports")
    default Optional<Parameter> vector(boolean present, String weight, int channels) {
        return present ? Optional.of(parameter(weight, WeightLayout.vector(channels, lanes()))) : Optional.empty();
    }

    /**
     * The parts that the engine keeps a weight of {@link Layer#weights} in, made at the layer's first use. For Fovea's own layers.
     *
     * @param layouts of the parts
     * @param place of each number, row-major in Keras's order, its index among the numbers of the parts one after the other
     */
    @SuppressWarnings("exports")
    List<Parameter> parameters(String weight, List<WeightLayout> layouts, IntUnaryOperator place);

    /** Adds an operation and returns its output. For Fovea's own layers; others use {@link #apply}. */
    @SuppressWarnings("exports")
    Value add(Operation operation);
}
