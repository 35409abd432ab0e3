package io.fovea.layers;

import java.util.List;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Value;

/**
 * A layer as a user describes it: immutable, without memory. It knows the shape that it makes and the weights that it has,
 * and it can say itself in operations of the engine.
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
    /** The name; empty: made of the kind and a number, as Keras does ({@code conv2d}, {@code conv2d_1}). */
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
     * @throws IllegalArgumentException when the layer can't take them; the message says what it takes
     */
    Shape outputShape(List<Shape> inputs);

    /** The weights, in Keras's order. */
    default List<Weight> weights(List<Shape> inputs) {
        return List.of();
    }

    /** Multiplications with an addition that one sample takes; 0 for a layer whose time goes into memory accesses. */
    default long multiplyAdds(List<Shape> inputs) {
        return 0;
    }

    /** Whether it can read pixels whose channels lie without padding, as in a picture of three channels. */
    default boolean readsPackedChannels() {
        return false;
    }

    /** Whether, given such pixels, its output is packed in the same way. */
    default boolean keepsPackedChannels() {
        return false;
    }

    /**
     * Says the layer in operations.
     *
     * @param lowering takes them
     * @param inputs the values that the layer reads
     * @return the value that it makes
     */
    Value lower(Lowering lowering, List<Value> inputs);

    /**
     * Uses this layer in a graph.
     *
     * @param inputs what it reads: none for {@link Input}, one for most layers, several for {@link Add}
     * @return what it makes
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
     * The only input shape of a layer that takes pictures.
     *
     * @throws IllegalArgumentException when it is not of the form {@code [h, w, c]}
     */
    static Shape picture(List<Shape> inputs) {
        Shape shape = single(inputs);
        if (shape.rank() != 3) {
            throw new IllegalArgumentException(
                    "expected an input of shape [height, width, channels], but got " + shape);
        }
        return shape;
    }
}
