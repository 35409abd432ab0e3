package io.fovea.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.layers.Node;
import io.fovea.plan.Feed;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Runs a network on samples and collects its outputs. Plans are kept from call to call: one for single samples, which the
 * workers divide among them, and one for more; and as many of each as threads have called at the same time.
 */
public final class Predictor implements AutoCloseable {
    /** Samples of a step: the result does not depend on it. */
    private static final int BATCH = 64;

    private final Network network;
    private final Workers workers;
    private final Deque<Session> free = new ArrayDeque<>();

    /** A plan that one thread at a time runs, and of which state of the weights its other forms of them are. */
    private final class Session {
        final Plan plan;
        final ArrayFeed array = new ArrayFeed();
        private long version = network.version();

        Session(int batch) {
            plan = Plan.inference(network.graph(), List.of(), batch, network.kernels(), workers);
        }

        void run(Feed feed, int samples) {
            if (version != network.version()) {
                version = network.version();
                plan.weightsChanged();
            }
            plan.run(feed, samples, 0, 0, 0);
        }
    }

    /** Samples side by side in an array. */
    private static final class ArrayFeed implements Feed {
        private float[] values = {};
        private int size;
        private int first;

        @Override
        public void input(int input, int sample, float[] into) {
            System.arraycopy(values, (first + sample) * size, into, 0, size);
        }

        @Override
        public void target(int output, int sample, float[] into) {
            throw new IllegalStateException("predicting has no targets");
        }
    }

    /** Runs {@code network} on {@code workers}. */
    public Predictor(Network network, Workers workers) {
        this.network = network;
        this.workers = workers;
    }

    private Session take(int samples) {
        int batch = samples == 1 ? 1 : BATCH;
        synchronized (free) {
            for (int i = free.size(); i > 0; i--) {
                Session session = free.removeFirst();
                if (session.plan.batch() == batch) {
                    return session;
                }
                free.addLast(session);
            }
        }
        return new Session(batch);
    }

    private void giveBack(Session session) {
        synchronized (free) {
            free.addFirst(session);
        }
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
        Session session = take(samples);
        try {
            for (int start = 0; start < samples; start += BATCH) {
                int count = Math.min(BATCH, samples - start);
                feed.start(start);
                session.run(feed, count);
                for (int i = 0; i < outputs.size(); i++) {
                    Tensor output = outputs.get(i);
                    read(session, i, count, output.values(), start * output.sampleShape().size());
                }
            }
        } finally {
            giveBack(session);
        }
    }

    private static void read(Session session, int output, int count, float[] into, int offset) {
        int size = session.plan.outputSize(output);
        for (int s = 0; s < count; s++) {
            session.plan.output(output, s, into, offset + s * size);
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
        Session session = take(samples);
        try {
            session.array.values = inputs;
            session.array.size = in;
            for (int start = 0; start < samples; start += BATCH) {
                int count = Math.min(BATCH, samples - start);
                session.array.first = start;
                session.run(session.array, count);
                read(session, 0, count, outputs, start * out);
            }
        } finally {
            giveBack(session);
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
        synchronized (free) {
            free.forEach(session -> session.plan.close());
            free.clear();
        }
    }
}
