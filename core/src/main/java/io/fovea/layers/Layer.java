package io.fovea.layers;

import java.util.List;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A layer as a user describes it: immutable, without memory. It knows the shape of its output and its weights, and it lowers
 * to operations of the engine.
 *
 * <p>A layer object that is applied twice is one layer with one set of weights, as in Keras; for two layers, make two.
 *
 * <p>To write one of your own, implement this interface (a record is the simplest) and give {@code Sequential.of} or {@link
 * #apply} an object of it. The guide is in ARCHITECTURE.md, "Add a layer".
 *
 * @see Conv2D for a layer with weights
 * @see MaxPooling2D for one without
 */
public interface Layer {
    /** The name; empty: the model makes one of the kind and a number, as Keras does ({@code conv2d}, {@code conv2d_1}). */
    String name();

    /** The same layer under another name. */
    Layer named(String name);

    /** The kind of layer: Keras's class name, {@code Conv2D}. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /**
     * The shape of one sample of the output.
     *
     * @param inputs shapes of the inputs, one for most layers
     * @throws IllegalArgumentException when the layer can't take them, or when the output would be too large; the message says
     *     what it takes
     */
    Shape outputShape(List<Shape> inputs);

    /** The weights, in Keras's order. */
    default List<Weight> weights(List<Shape> inputs) {
        return List.of();
    }

    /** Multiply-adds for one sample; 0 for a layer that is bound by memory accesses. */
    default long multiplyAdds(List<Shape> inputs) {
        return 0;
    }

    /** Whether it can read pixels whose channels are not padded, as those of an input image of three channels. */
    default boolean readsPackedChannels() {
        return false;
    }

    /** Whether its output has packed channels when its input has. */
    default boolean keepsPackedChannels() {
        return false;
    }

    /** Whether it can read the elements of a feature map as one vector without a copy by {@link Flatten}. */
    default boolean readsFlat() {
        return false;
    }

    /** Whether it works on each element alone, so that it can stand between {@link Flatten} and a layer that reads flat. */
    default boolean keepsFlat() {
        return false;
    }

    /**
     * Lowers the layer to operations.
     *
     * @param lowering records them
     * @param inputs the values that the layer reads
     * @return the value that it computes
     */
    Value lower(Lowering lowering, List<Value> inputs);

    /** Whether the layer hands its input on unchanged when the model predicts, as dropout does; the default is false. */
    default boolean isIdentityAtInference() {
        return false;
    }

    /**
     * Uses this layer in a graph.
     *
     * @param inputs what it reads: none for {@link Input}, one for most layers, several for {@link Add}
     * @return the use, which other layers read
     */
    default Node apply(Node... inputs) {
        return new Node(this, List.of(inputs));
    }

    /**
     * The only input shape of a layer that takes one.
     *
     * @throws IllegalArgumentException when there are none or several
     */
    static Shape single(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("takes one input, but got " + inputs.size());
        }
        return inputs.getFirst();
    }

    /**
     * The only input shape of a layer that takes feature maps.
     *
     * @throws IllegalArgumentException when it is not of the form {@code [h, w, c]}
     */
    static Shape featureMap(List<Shape> inputs) {
        Shape shape = single(inputs);
        if (shape.rank() != 3) {
            throw new IllegalArgumentException(
                    "expected an input of shape [height, width, channels], but got " + shape);
        }
        return shape;
    }
}
