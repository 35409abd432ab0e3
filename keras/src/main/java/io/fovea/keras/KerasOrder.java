package io.fovea.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fovea.Model;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;

/**
 * The order in which Keras counts the layers of a functional model: by their distance from the outputs, the furthest first,
 * and among equals by when a walk from the outputs back to the inputs meets them. The places of weights in a file follow it
 * (Keras 3, {@code Function.map_graph}).
 */
final class KerasOrder {
    private final List<Node> walk = new ArrayList<>();
    private final Map<Layer, Integer> met = new IdentityHashMap<>();
    private final Set<Node> finished = new HashSet<>();
    private final Map<Layer, Integer> layerDepths = new IdentityHashMap<>();

    private KerasOrder() {}

    static List<Layer> of(Model model) {
        KerasOrder order = new KerasOrder();
        model.outputs().forEach(order::visit);
        order.measure();
        List<Layer> layers = new ArrayList<>(order.met.keySet());
        layers.sort((a, b) -> {
            int byDepth = Integer.compare(order.depth(b), order.depth(a));
            return byDepth != 0 ? byDepth : Integer.compare(order.index(a), order.index(b));
        });
        return layers;
    }

    private int depth(Layer layer) {
        return layerDepths.getOrDefault(layer, 0);
    }

    private int index(Layer layer) {
        return met.getOrDefault(layer, 0);
    }

    private void visit(Node node) {
        if (finished.contains(node)) {
            return;
        }
        met.putIfAbsent(node.layer(), met.size());
        node.inputs().forEach(this::visit);
        finished.add(node);
        walk.add(node);
    }

    private void measure() {
        Map<Node, Integer> depths = new IdentityHashMap<>();
        for (Node node : walk.reversed()) {
            int depth = Math.max(depths.getOrDefault(node, 0), depth(node.layer()));
            layerDepths.put(node.layer(), depth);
            depths.put(node, depth);
            for (Node input : node.inputs()) {
                depths.merge(input, depth + 1, Math::max);
            }
        }
    }
}
