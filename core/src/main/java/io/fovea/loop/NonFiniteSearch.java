package io.fovea.loop;

import java.util.List;
import java.util.Optional;

import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.BatchFeed;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.plan.OperationGraph;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;

/**
 * Finds where numbers that are not finite began, after a step whose loss was not: in the data, in a weight, in the output of a layer.
 * For that it runs the step's forward pass again, by a plan of its own that keeps the output of every layer.
 */
final class NonFiniteSearch {
    private final Network network;
    private final Objective objective;
    private final OptimizerState optimizer;
    private final Workers workers;

    NonFiniteSearch(Network network, Objective objective, OptimizerState optimizer, Workers workers) {
        this.network = network;
        this.objective = objective;
        this.optimizer = optimizer;
        this.workers = workers;
    }

    /** What was found, a sentence, and what to try. */
    record Finding(String origin, boolean inData) {}

    /**
     * Searches.
     *
     * @param weights as they were before the step
     * @param room bytes that may be allocated
     */
    Finding search(BatchFeed feed, int samples, long seed, long step, List<float[]> weights, long room) {
        return inData(feed, samples).map(origin -> new Finding(origin, true))
                .orElseGet(() -> new Finding(
                        inWeights(weights, step).orElseGet(() -> inOutputs(feed, samples, seed, step, room)), false));
    }

    private Optional<String> inData(BatchFeed feed, int samples) {
        Topology topology = network.topology();
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < topology.inputs().size(); i++) {
                float[] input = new float[topology.shape(topology.inputs().get(i)).size()];
                feed.input(i, s, input);
                if (!LastGoodWeights.isFinite(input)) {
                    return Optional.of("sample " + feed.index(s) + " of the data for " + name(topology.inputs().get(i))
                            + " holds a number that is not finite");
                }
            }
            for (int o = 0; o < topology.outputs().size(); o++) {
                float[] target = new float[objective.targetShape(network, o).size()];
                feed.target(o, s, target);
                if (!LastGoodWeights.isFinite(target)) {
                    return Optional.of("the target of sample " + feed.index(s) + " of the data for output "
                            + name(topology.outputs().get(o)) + " holds a number that is not finite");
                }
            }
        }
        return Optional.empty();
    }

    private String name(Node node) {
        return network.topology().name(node.layer());
    }

    /** The backward pass goes from the last layer to the first, so the last weight has broken first. */
    private Optional<String> inWeights(List<float[]> weights, long step) {
        Optional<String> last = Optional.empty();
        int index = 0;
        for (Layer layer : network.topology().layers()) {
            for (Weight weight : network.weights(layer)) {
                if (network.trainableInOrder().get(index) && !LastGoodWeights.isFinite(weights.get(index))) {
                    last = Optional.of(network.topology().name(layer) + "/" + weight.name());
                }
                index++;
            }
        }
        return last.map(name -> step == 1
                ? "the weight " + name + " was not finite before the training"
                : "the gradient of layer " + name.substring(0, name.indexOf('/'))
                        + " overflowed in step " + (step - 1) + ", the first in the order of the backward pass: " + name
                        + " is not finite since then");
    }

    private String inOutputs(BatchFeed feed, int samples, long seed, long step, long room) {
        OperationGraph graph = network.graphOfAllNodes();
        if (Plan.summarize(
                graph, objective.operations(network), Optional.of(optimizer), samples, network.kernels(), workers)
                .bytes() > room) {
            return "there is too little memory to find out where";
        }
        try (Plan plan = Plan.training(
                graph, objective.operations(network), optimizer, samples, network.kernels(), workers)) {
            plan.run(feed, samples, seed, step, 0);
            List<Node> nodes = network.topology().nodes();
            for (int n = 0; n < nodes.size(); n++) {
                float[] output = new float[plan.outputSize(n)];
                for (int s = 0; s < samples; s++) {
                    plan.output(n, s, output, 0);
                    if (!LastGoodWeights.isFinite(output)) {
                        return "the output of layer " + name(nodes.get(n))
                                + " is the first that is not finite in the order of the forward pass";
                    }
                }
            }
        }
        return "the outputs of all layers are finite, but the loss of them is not";
    }
}
