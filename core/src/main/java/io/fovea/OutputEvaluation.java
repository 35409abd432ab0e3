package io.fovea;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.loop.Evaluator;
import io.fovea.loop.Objective;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Tensor;

/**
 * Loss and metrics of outputs that are known: those of a network without weights that takes the outputs as its samples.
 *
 * @param network that the outputs are of
 * @param objective of that
 * @param workers to compute with
 */
record OutputEvaluation(Network network, Objective objective, Workers workers) {
    private static final String LOSS = "loss";

    /**
     * The figures by name.
     *
     * @param outputs of the network for the samples of {@code data}
     */
    Map<String, Double> of(List<Tensor> outputs, Dataset data) {
        Topology topology = network.topology();
        Set<String> names = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (Node output : topology.outputs()) {
            String name = topology.name(output.layer());
            // A layer that is used twice can make two outputs.
            nodes.add(new Input(names.add(name) ? name : "", topology.shape(output)).apply());
        }
        Dataset known = new Dataset(
                outputs.stream().map(output -> (Samples) new FloatSamples(output)).toList(), data.targets(),
                data.classNames());
        float[] weights = data.sampleWeights();
        try (Memory none = new Memory()) {
            Network scored = new Network(
                    new Topology(nodes, nodes), network.kernels(), none, new Lifecycle(() -> {}));
            Map<String, Double> figures = Evaluator.evaluate(
                    scored, objective, weights.length == 0 ? known : known.sampleWeights(weights), workers, "");
            figures.merge(LOSS, network.penalty(), Double::sum);
            return figures;
        }
    }
}
