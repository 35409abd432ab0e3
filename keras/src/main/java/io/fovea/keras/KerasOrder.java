package io.fovea.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fovea.layers.Node;

/**
 * The order in which Keras counts the layers of a functional model: by their distance from the outputs, the furthest first,
 * and among equals by when a walk from the outputs back to the inputs meets them. The places of weights in a file follow it
 * (Keras 3, {@code Function.map_graph}).
 */
final class KerasOrder {
    private final KerasGraph graph;
    private final List<KerasGraph.Use> walk = new ArrayList<>();
    private final Map<Object, Integer> met = new IdentityHashMap<>();
    private final Set<KerasGraph.Use> finished = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Object, Integer> memberDepths = new IdentityHashMap<>();

    private KerasOrder(KerasGraph graph) {
        this.graph = graph;
    }

    static List<Object> of(KerasGraph graph) {
        KerasOrder order = new KerasOrder(graph);
        graph.outputs().forEach(order::visit);
        order.measure();
        List<Object> members = new ArrayList<>(order.met.keySet());
        members.sort((a, b) -> {
            int byDepth = Integer.compare(order.depth(b), order.depth(a));
            return byDepth != 0 ? byDepth : Integer.compare(order.index(a), order.index(b));
        });
        return members;
    }

    private int depth(Object member) {
        return memberDepths.getOrDefault(member, 0);
    }

    private int index(Object member) {
        return met.getOrDefault(member, 0);
    }

    private void visit(Node node) {
        KerasGraph.Use use = graph.maker(node);
        if (finished.contains(use)) {
            return;
        }
        met.putIfAbsent(use.member(), met.size());
        use.reads().forEach(this::visit);
        finished.add(use);
        walk.add(use);
    }

    private void measure() {
        Map<KerasGraph.Use, Integer> depths = new IdentityHashMap<>();
        for (KerasGraph.Use use : walk.reversed()) {
            int depth = Math.max(depths.getOrDefault(use, 0), depth(use.member()));
            memberDepths.put(use.member(), depth);
            depths.put(use, depth);
            for (Node input : use.reads()) {
                depths.merge(graph.maker(input), depth + 1, Math::max);
            }
        }
    }
}
