package io.fovea.layers;

import java.util.List;

import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A layer that is composed of tensor functions: it says what it computes, and shapes, memory and gradients follow from that.
 *
 * <p>Example, a layer with a trainable scale for each channel:
 *
 * <pre>{@code
 * record Gain(String name) implements ComposedLayer {
 *     public Gain named(String newName) {
 *         return new Gain(newName);
 *     }
 *
 *     public List<Weight> weights(List<Shape> inputs) {
 *         return List.of(new Weight("gain", Shape.of(inputs.getFirst().channels()), Constant.ONES, true));
 *     }
 *
 *     public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
 *         return inputs.getFirst().multiply(weights.get("gain"));
 *     }
 * }
 * }</pre>
 */
public interface ComposedLayer extends Layer {
    /**
     * What the layer computes.
     *
     * @param inputs what it reads, in the order in which they were given
     * @param weights those that {@link #weights} lists
     * @throws IllegalArgumentException when it can't take inputs of these shapes; the message says what it takes
     */
    SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights);

    @Override
    default Shape outputShape(List<Shape> inputs) {
        return LoweredTensor.shapeOf(this, inputs);
    }

    @Override
    default Value lower(Lowering lowering, List<Value> inputs) {
        return LoweredTensor.lower(this, lowering, inputs);
    }
}
