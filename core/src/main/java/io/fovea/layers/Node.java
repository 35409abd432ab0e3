package io.fovea.layers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.fovea.ops.WeightOwner;

/**
 * One use of a layer in a graph, which stands for its output. Nodes are told apart by identity.
 *
 * <p>A node of a model may be used in another one: both then share the weights of its layer, and what one learns the other knows.
 *
 * <p>Example, a skip connection:
 *
 * <pre>{@code
 * Node in = Input.of(32, 32, 16).apply();
 * Node x = Conv2D.of(16, 3).padding(SAME).activation(RELU).apply(in);
 * Node out = Add.of().apply(x, in);
 * }</pre>
 */
public final class Node {
    private final Layer layer;
    private final List<Node> inputs;
    private final Optional<NestedModel.Use> nesting;
    private final AtomicReference<WeightOwner> owner = new AtomicReference<>();

    Node(Layer layer, List<Node> inputs) {
        this(layer, inputs, Optional.empty());
    }

    Node(Layer layer, List<Node> inputs, NestedModel.Use nesting) {
        this(layer, inputs, Optional.of(nesting));
    }

    private Node(Layer layer, List<Node> inputs, Optional<NestedModel.Use> nesting) {
        this.layer = layer;
        this.inputs = inputs;
        this.nesting = nesting;
    }

    /** The layer that is used. */
    public Layer layer() {
        return layer;
    }

    /** The use of a model that this use of a layer is a part of: of several in each other, the outermost. */
    public Optional<NestedModel.Use> nesting() {
        return nesting;
    }

    /** The model that has the layer's weights: the first one that was made with this use of the layer. */
    @SuppressWarnings("exports")
    public Optional<WeightOwner> owner() {
        return Optional.ofNullable(owner.get());
    }

    /** Makes {@code model} the owner, unless there is one. */
    @SuppressWarnings("exports")
    public void own(WeightOwner model) {
        owner.compareAndSet(null, model);
    }

    /** The uses whose outputs it reads. */
    public List<Node> inputs() {
        return inputs;
    }

    /**
     * The nodes that lead to {@code ends}, and these, each once and after its inputs. Without recursion, for a file may hold ten
     * thousand layers in a row.
     *
     * @param ends what leads to the first comes first
     */
    public static List<Node> sorted(List<Node> ends) {
        Set<Node> sorted = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>(ends);
        Set<Node> opened = new HashSet<>();
        while (!open.isEmpty()) {
            Node node = open.peek();
            if (opened.add(node)) {
                node.inputs().reversed().stream().filter(input -> !sorted.contains(input)).forEach(open::push);
            } else {
                sorted.add(open.pop());
            }
        }
        return List.copyOf(sorted);
    }
}
