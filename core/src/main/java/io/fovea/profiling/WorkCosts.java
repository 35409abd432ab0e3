package io.fovea.profiling;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;

/**
 * What the definitions of a network's layers ask of each work of a plan. A work is known by its name: the name of a layer, and after
 * a space which pass it is.
 */
final class WorkCosts {
    private static final String WEIGHT_GRADIENT = " weight gradient";
    private static final String INPUT_GRADIENT = " input gradient";
    private static final String BOTH_GRADIENTS = " gradients and update";

    private final Map<String, Products> products = new HashMap<>();
    private final Set<String> works;
    private final int states;

    /**
     * The products of a layer.
     *
     * @param flops of a sample in one pass
     * @param weightBytes of all its weights
     * @param inputGradient whether training needs the gradient of its input
     */
    private record Products(double flops, double weightBytes, boolean inputGradient) {}

    /**
     * Operations of a sample, and bytes of weights and optimizer states of a step.
     *
     * @param flops 0 for work that no products bound
     */
    record Cost(double flops, double weightBytes) {
        static final Cost NONE = new Cost(0, 0);
    }

    /**
     * The costs of a plan.
     *
     * @param states numbers that the optimizer keeps for each weight
     * @param works names of all its works
     */
    WorkCosts(Network network, int states, Set<String> works) {
        this.states = states;
        this.works = works;
        Topology topology = network.topology();
        Set<Node> trainable = new HashSet<>();
        for (Node node : topology.nodes()) {
            Layer layer = node.layer();
            List<Weight> weights = network.weights(layer);
            boolean before = node.inputs().stream().anyMatch(trainable::contains);
            if (before || weights.stream().anyMatch(Weight::trainable)) {
                trainable.add(node);
            }
            double bytes = 4.0 * weights.stream().mapToLong(weight -> weight.shape().size()).sum();
            products.put(topology.name(layer), new Products(
                    2.0 * layer.multiplyAdds(topology.inputShapes(node)), bytes, before));
        }
    }

    /** The cost of the work of that name. */
    Cost of(String work) {
        String layer = layer(work);
        Products of = products.get(layer);
        if (of == null || of.flops() == 0) {
            return Cost.NONE;
        }
        String pass = work.substring(layer.length());
        if (pass.startsWith(WEIGHT_GRADIENT)) {
            return new Cost(of.flops(), pass.contains("update") ? updateBytes(of) : 0);
        }
        if (pass.startsWith(INPUT_GRADIENT)) {
            return new Cost(of.flops(), of.weightBytes());
        }
        if (pass.equals(BOTH_GRADIENTS)) {
            boolean both = of.inputGradient() && !works.contains(layer + INPUT_GRADIENT);
            return new Cost((both ? 2 : 1) * of.flops(), updateBytes(of));
        }
        return isForward(pass) ? new Cost(of.flops(), of.weightBytes()) : Cost.NONE;
    }

    /** Weights and states are read and written once. */
    private double updateBytes(Products of) {
        return 2 * (1 + states) * of.weightBytes();
    }

    /** The name alone, which use of the layer it is, which algorithm, or what is computed with it. */
    private static boolean isForward(String pass) {
        return pass.isEmpty() || pass.startsWith(" (") || pass.startsWith(" and ");
    }

    /** The longest layer's name that the work's name begins with. */
    private String layer(String work) {
        return products.keySet().stream()
                .filter(name -> work.equals(name) || work.startsWith(name + " "))
                .reduce("", (a, b) -> a.length() > b.length() ? a : b);
    }
}
