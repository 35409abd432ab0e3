package io.fovea.inference;

import java.util.List;

import io.fovea.graph.Network;
import io.fovea.plan.Feed;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;

/** An inference plan that one thread at a time runs, and the version of the weights that its packed ones were made of. */
final class Session implements AutoCloseable {
    private static final float[] NOTHING = {};

    private final Network network;
    private final Plan plan;
    private final ArrayFeed array = new ArrayFeed();
    private long version;

    /** Samples side by side in an array. */
    private static final class ArrayFeed implements Feed {
        private float[] values = NOTHING;
        private int size;
        private int first;

        @Override
        public void input(int input, int sample, float[] into) {
            System.arraycopy(values, (first + sample) * size, into, 0, size);
        }

        @Override
        public void input(int input, int sample, int from, int to, float[] into) {
            System.arraycopy(values, (first + sample) * size + from, into, from, to - from);
        }

        @Override
        public void target(int output, int sample, float[] into) {
            throw new IllegalStateException("a prediction has no targets");
        }
    }

    Session(Network network, int batch, Workers workers) {
        this.network = network;
        version = network.version();
        plan = Plan.inference(network.graph(), List.of(), batch, network.kernels(), workers);
    }

    /** Runs the plan on {@code samples} samples of {@code feed}. */
    void run(Feed feed, int samples) {
        if (version != network.version()) {
            version = network.version();
            plan.weightsChanged();
        }
        plan.run(feed, samples, 0, 0, 0);
    }

    /** Runs the plan on {@code samples} samples of {@code size} numbers each, from sample {@code first} of {@code inputs} on. */
    void run(float[] inputs, int size, int first, int samples) {
        array.values = inputs;
        array.size = size;
        array.first = first;
        try {
            run(array, samples);
        } finally {
            array.values = NOTHING;
        }
    }

    /** Copies output {@code output} of the {@code count} samples of the last run to {@code into}, from {@code offset} on. */
    void read(int output, int count, float[] into, int offset) {
        int size = plan.outputSize(output);
        for (int s = 0; s < count; s++) {
            plan.output(output, s, into, offset + s * size);
        }
    }

    /** Bytes outside the heap. */
    long bytes() {
        return plan.bytes();
    }

    @Override
    public void close() {
        plan.close();
    }
}
