package io.fovea.keras;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;

/**
 * Shapes and number of weights of a graph while it is built: a file that declares more weights than it holds is refused before
 * memory is allocated for them.
 */
final class WeightCount {
    /** Models in models that are used twice each double at each level; far more than any network has. */
    private static final int MOST_USES = 100_000;

    private final Map<Node, Shape> shapes = new IdentityHashMap<>();
    private final long room;
    private long count;

    /** @param room how many numbers the file can hold */
    WeightCount(long room) {
        this.room = room;
    }

    /**
     * Adds a node; its inputs were added before.
     *
     * @param where what the node's layer is called in messages
     * @param first whether this is the first use of its layer: later ones share its weights
     * @return the shape of its output
     * @throws KerasFileException when the layer can't take its inputs, or the file is too small for its weights
     */
    Shape add(Node node, String where, boolean first) throws KerasFileException {
        try {
            List<Shape> inputs = node.inputs().stream().map(this::shape).toList();
            Shape shape = node.layer().outputShape(inputs);
            shapes.put(node, shape);
            if (shapes.size() > MOST_USES) {
                throw new KerasFileException(
                        "the layers are used more than " + MOST_USES + " times; that is not supported");
            }
            for (Weight weight : first ? node.layer().weights(inputs) : List.<Weight>of()) {
                count += weight.shape().size();
            }
            if (count > room) {
                throw new KerasFileException(
                        where + ": up to this layer the model has " + count + " weights, but model.weights.h5 has room "
                                + "for " + room + " numbers at most");
            }
            return shape;
        } catch (IllegalArgumentException e) {
            throw new KerasFileException(where + ": " + e.getMessage(), e);
        }
    }

    /** The shape of the output of a node that was added. */
    Shape shape(Node node) {
        Shape shape = shapes.get(node);
        if (shape == null) {
            throw new IllegalArgumentException("it reads a layer that comes after it");
        }
        return shape;
    }
}
