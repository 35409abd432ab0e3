package io.fovea.profiling;

import java.util.ArrayList;
import java.util.List;

import io.fovea.data.ByteSamples;
import io.fovea.data.Labels;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.inference.BatchFeed;
import io.fovea.loop.Objective;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;

/**
 * Made-up data, read as a training reads its own: noise of bytes too large for the caches, in an order that is shuffled again for
 * each epoch.
 */
final class BenchmarkFeed {
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_SAMPLES = 50_000;

    private final List<Samples> inputs = new ArrayList<>();
    private final List<Samples> targets = new ArrayList<>();
    private final int samples;
    private BatchFeed feed;
    private int epochs;
    private int next;
    private long shuffling;

    /** @param batch samples of a step */
    BenchmarkFeed(Network network, Objective objective, int batch) {
        List<Shape> shapes = network.topology().inputs().stream().map(network.topology()::shape).toList();
        int largest = shapes.stream().mapToInt(Shape::size).max().orElseThrow();
        samples = Math.max(batch, Math.min(MOST_SAMPLES, MOST_BYTES / largest));
        shapes.forEach(shape -> inputs.add(noise(shape)));
        for (int i = 0; i < objective.losses().size(); i++) {
            Shape shape = objective.targetShape(network, i);
            targets.add(shape.size() == 1 ? labels() : noise(shape));
        }
        feed = shuffled();
    }

    private Samples noise(Shape shape) {
        byte[] bytes = new byte[Math.multiplyExact(samples, shape.size())];
        int state = 1;
        for (int i = 0; i < bytes.length; i++) {
            state = state * 1664525 + 1013904223;
            bytes[i] = (byte) (state >>> 24);
        }
        return ByteSamples.scaled(bytes, shape);
    }

    /** Classes 0 and 1, which every classifier has. */
    private Samples labels() {
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = Randoms.mix(i) & 1;
        }
        return new Labels(labels);
    }

    private BatchFeed shuffled() {
        long start = System.nanoTime();
        int[] order = Randoms.permutation(Randoms.derive(1, ++epochs), samples);
        shuffling += System.nanoTime() - start;
        return new BatchFeed(inputs, targets, order);
    }

    /** The next {@code batch} samples. */
    BatchFeed next(int batch) {
        if (next + batch > samples) {
            feed = shuffled();
            next = 0;
        }
        feed.start(next);
        next += batch;
        return feed;
    }

    /** Nanoseconds that shuffling took so far. */
    long shuffling() {
        return shuffling;
    }
}
