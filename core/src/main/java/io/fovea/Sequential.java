package io.fovea;

import java.util.List;

import io.fovea.graph.Topology;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;

/**
 * A model of layers one after another.
 *
 * <p>Example: {@code Sequential.of(Input.of(28, 28, 1), Flatten.of(), Dense.of(10).activation(SOFTMAX))}
 */
public final class Sequential extends Model {
    private Sequential(String name, Topology topology) {
        super(name, topology);
    }

    /**
     * A model of the given layers.
     *
     * @param input the shape of a sample
     * @param layers one or more
     * @throws IllegalArgumentException when a layer can't take what the one before makes; the message names it
     */
    public static Sequential of(Input input, Layer... layers) {
        return named("sequential", input, layers);
    }

    /** As {@link #of}, with a name for the model. */
    public static Sequential named(String name, Input input, Layer... layers) {
        if (layers.length == 0) {
            throw new IllegalArgumentException("a model needs at least one layer after its input");
        }
        Node first = input.apply();
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        return new Sequential(name, new Topology(List.of(first), List.of(node)));
    }
}
