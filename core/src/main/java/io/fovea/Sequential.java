package io.fovea;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fovea.graph.Topology;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.NestedModel;
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

    /**
     * A model of layers, and of models that are used as layers ({@link Model#apply}), one after another.
     *
     * <p>Example:
     *
     * <pre>{@code
     * Node in = Input.of(32, 32, 3).apply();
     * Node features = trunk.apply(in).getFirst();
     * Model model = Sequential.named("classifier", in, Dense.of(10).activation(SOFTMAX).apply(features));
     * }</pre>
     *
     * @throws IllegalArgumentException when one of them reads anything but what the one before makes, or is used twice
     */
    public static Sequential named(String name, Node input, Node output) {
        Set<Object> members = Collections.newSetFromMap(new IdentityHashMap<>());
        Node at = output;
        while (at != input) {
            Optional<NestedModel.Use> model = at.nesting();
            List<Node> reads = model.map(NestedModel.Use::inputs).orElse(at.inputs());
            List<Node> makes = model.map(NestedModel.Use::outputs).orElse(List.of(at));
            if (!makes.equals(List.of(at)) || reads.size() != 1
                    || !members.add(model.<Object>map(NestedModel.Use::model).orElse(at.layer()))) {
                throw new IllegalArgumentException(
                        "layer " + at.layer()
                                + " is no member of a sequence, where each reads the one before and is used once: make a Graph");
            }
            at = reads.getFirst();
        }
        return new Sequential(name, new Topology(List.of(input), List.of(output)));
    }
}
