package io.fovea.layers;

import java.util.List;

import io.fovea.description.Check;
import io.fovea.ops.SoftmaxOperation;
import io.fovea.ops.SoftmaxOperation.Axis;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * Probabilities along an axis: exp(x) divided by its sum along the axis. Input {@code [n, h, w, c]} or {@code [n, c]}; output of
 * the same shape. No weights.
 *
 * <p>Example: {@code Softmax.of()} over the channels, {@code Softmax.of(1)} over the rows of a feature map
 *
 * @param name of the layer; empty: automatic
 * @param axis as Keras counts: the batch is 0, so 1 is the height of a feature map; -1 is the last, the channels; from -3 to 3, but
 *     not 0; default -1
 */
public record Softmax(String name, int axis) implements Layer {
    /**
     * Checks the axis.
     *
     * @throws IllegalArgumentException when it is not -3 to -1 or 1 to 3
     */
    public Softmax {
        Check.of("Softmax").present("name", name)
                .check(axis >= -3 && axis <= 3 && axis != 0, "axis", "-3 to -1 or 1 to 3", axis);
    }

    /** Over the channels. */
    public static Softmax of() {
        return of(-1);
    }

    /** Along this axis. */
    public static Softmax of(int axis) {
        return new Softmax("", axis);
    }

    @Override
    public Softmax named(String newName) {
        return new Softmax(newName, axis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape shape = Layer.single(inputs);
        if (Math.abs(axis) > shape.rank()) {
            throw new IllegalArgumentException("has axis " + axis + ", but got an input of shape " + shape);
        }
        return shape;
    }

    @Override
    public Value lower(Lowering lowering, List<Value> inputs) {
        Shape shape = outputShape(lowering.inputShapes());
        int fromLast = axis > 0 ? shape.rank() - axis : -axis - 1;
        Axis along = List.of(Axis.CHANNELS, Axis.WIDTH, Axis.HEIGHT).get(fromLast);
        if (along == Axis.CHANNELS) {
            return Activation.alongChannels(lowering, "SOFTMAX", inputs.getFirst(), shape);
        }
        return lowering.add(SoftmaxOperation.of(
                lowering.name(), inputs.getFirst(), lowering.value(shape), "SOFTMAX", along));
    }
}
