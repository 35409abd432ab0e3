package io.fovea.train;

import java.util.ArrayList;
import java.util.List;

import io.fovea.data.Samples;
import io.fovea.layers.Node;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Runs a network on samples and collects its outputs. */
public final class Predictor {
    /** Samples of a step: the result does not depend on it. */
    private static final int BATCH = 64;

    private final Network network;
    private final Workers workers;

    /** Runs {@code network} on {@code workers}. */
    public Predictor(Network network, Workers workers) {
        this.network = network;
        this.workers = workers;
    }

    /**
     * The outputs.
     *
     * @param inputs samples for each input, equally many
     * @throws IllegalArgumentException when they don't fit the network
     */
    public List<Tensor> predict(List<Samples> inputs) {
        Objective.checkInputs(network, inputs);
        int samples = inputs.getFirst().size();
        if (inputs.stream().anyMatch(i -> i.size() != samples)) {
            throw new IllegalArgumentException(
                    "every input needs equally many samples, but got "
                            + inputs.stream().map(Samples::size).toList());
        }
        List<Tensor> outputs = new ArrayList<>();
        for (Node node : network.topology().outputs()) {
            Shape shape = network.topology().shape(node);
            outputs.add(new Tensor(samples, shape, new float[Math.multiplyExact(samples, shape.size())]));
        }
        if (samples > 0) {
            run(inputs, samples, outputs);
        }
        return outputs;
    }

    private void run(List<Samples> inputs, int samples, List<Tensor> outputs) {
        int size = Math.min(samples, BATCH);
        BatchFeed feed = new BatchFeed(inputs, List.of(), BatchFeed.inOrder(samples));
        try (Plan plan = Plan.inference(network.graph(), List.of(), size, network.kernels(), workers)) {
            for (int start = 0; start < samples; start += size) {
                int count = Math.min(size, samples - start);
                feed.start(start);
                plan.run(feed, count, 0, 0, 0);
                for (int i = 0; i < outputs.size(); i++) {
                    Tensor output = outputs.get(i);
                    for (int s = 0; s < count; s++) {
                        plan.output(i, s, output.values(), (start + s) * output.sampleShape().size());
                    }
                }
            }
        }
    }
}
