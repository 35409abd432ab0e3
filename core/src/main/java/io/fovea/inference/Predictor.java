package io.fovea.inference;

import java.util.ArrayList;
import java.util.List;

import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.layers.Node;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Runs a network on samples and collects its outputs. Plans are kept from call to call: those for single samples, whose work
 * the workers divide among them, and those for more. Of each there are as many as threads have called at the same time, but no
 * more than processors.
 */
public final class Predictor implements AutoCloseable {
    /** Samples of a step; the result does not depend on it. */
    private static final int BATCH = 64;

    private final Network network;
    private final SessionPool singles;
    private final SessionPool batches;

    /** Runs {@code network} on {@code workers}. */
    public Predictor(Network network, Workers workers) {
        this.network = network;
        int limit = Runtime.getRuntime().availableProcessors();
        singles = new SessionPool(limit, () -> new Session(network, 1, workers));
        batches = new SessionPool(limit, () -> new Session(network, BATCH, workers));
    }

    private SessionPool pool(int samples) {
        return samples == 1 ? singles : batches;
    }

    /** Bytes outside the heap of the plans that are kept. */
    public long bytes() {
        return singles.bytes() + batches.bytes();
    }

    /**
     * The outputs.
     *
     * @param inputs samples for each input, equally many
     * @throws IllegalArgumentException when they don't fit the network
     */
    public List<Tensor> predict(List<Samples> inputs) {
        network.checkInputs(inputs);
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
        BatchFeed feed = new BatchFeed(inputs, List.of(), BatchFeed.inOrder(samples));
        SessionPool pool = pool(samples);
        Session session = pool.take();
        try {
            for (int start = 0; start < samples; start += BATCH) {
                int count = Math.min(BATCH, samples - start);
                feed.start(start);
                session.run(feed, count);
                for (int i = 0; i < outputs.size(); i++) {
                    Tensor output = outputs.get(i);
                    session.read(i, count, output.values(), start * output.sampleShape().size());
                }
            }
        } finally {
            pool.giveBack(session);
        }
    }

    /**
     * The outputs of a network with one input and one output, without allocating anything once it is warm.
     *
     * @param inputs samples side by side, row-major
     * @param outputs is filled with the samples' outputs
     * @throws IllegalArgumentException when the arrays don't hold equally many whole samples
     */
    public void predict(float[] inputs, float[] outputs) {
        int in = size(network.topology().inputs());
        int out = size(network.topology().outputs());
        int samples = inputs.length / in;
        if (inputs.length % in != 0 || outputs.length != (long) samples * out) {
            throw new IllegalArgumentException(
                    "a sample has " + in + " numbers and its output " + out + ", but got " + inputs.length
                            + " numbers for the samples and room for " + outputs.length);
        }
        if (samples == 0) {
            return;
        }
        SessionPool pool = pool(samples);
        Session session = pool.take();
        try {
            for (int start = 0; start < samples; start += BATCH) {
                int count = Math.min(BATCH, samples - start);
                session.run(inputs, in, start, count);
                session.read(0, count, outputs, start * out);
            }
        } finally {
            pool.giveBack(session);
        }
    }

    private int size(List<Node> nodes) {
        if (nodes.size() != 1) {
            throw new IllegalArgumentException(
                    "arrays are for a model with one input and one output, but there are " + nodes.size());
        }
        return network.topology().shape(nodes.getFirst()).size();
    }

    /** Frees the plans; not while a thread predicts. */
    @Override
    public void close() {
        singles.close();
        batches.close();
    }
}
