package io.fovea.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.fovea.inference.BatchFeed;
import io.fovea.metrics.Metric;
import io.fovea.ops.BatchTree;
import io.fovea.plan.Plan;
import io.fovea.tensor.Shape;
import io.fovea.training.OutputSpec;

/** The sums of the loss and of the metrics of one output. */
final class OutputFigures {
    /** Sums of a metric above which they are not kept by chunk: a table of many classes is added to sample after sample. */
    private static final int MOST_BY_CHUNK = 1 << 13;

    private final int index;
    private final OutputSpec spec;
    private final List<Metric> metrics = new ArrayList<>();
    private final int unweighted;
    private final float[] output;
    private final float[] target;
    private final int positions;
    private final float[] outputThere;
    private final float[] targetThere;
    private final double[][] sums;
    /** Of each metric the sums of each chunk of a step; none where there are too many. */
    private final double[][][] chunks;
    private double[] losses = {};
    private double loss;

    OutputFigures(int index, OutputSpec spec, Shape shape, Shape targetShape) {
        this.index = index;
        this.spec = spec;
        metrics.addAll(spec.metrics());
        unweighted = metrics.size();
        metrics.addAll(spec.weightedMetrics());
        output = new float[shape.size()];
        target = new float[targetShape.size()];
        positions = shape.size() / shape.channels();
        outputThere = positions == 1 ? output : new float[shape.channels()];
        targetThere = positions == 1 ? target : new float[target.length / positions];
        sums = new double[metrics.size()][];
        Arrays.setAll(sums, m -> new double[metrics.get(m).sums(shape.channels())]);
        chunks = new double[metrics.size()][0][];
    }

    /** Adds what a plan has just computed for {@code count} samples of {@code feed}, by the plan's tree. */
    void add(Plan plan, BatchFeed feed, int count) {
        BatchTree tree = plan.tree();
        int size = tree.chunkSize(count);
        makeRoom(count, tree.chunks(count));
        for (int s = 0; s < count; s++) {
            losses[s] = plan.loss(index, s);
            if (!metrics.isEmpty()) {
                plan.output(index, s, output, 0);
                feed.target(index, s, target);
                addSample(s / size, feed.weight(s));
            }
        }
        loss += tree.sum(losses, count);
        for (int m = 0; m < sums.length; m++) {
            if (chunks[m].length > 0) {
                tree.sumChunks(chunks[m], tree.chunks(count));
                for (int k = 0; k < sums[m].length; k++) {
                    sums[m][k] += chunks[m][0][k];
                }
            }
        }
    }

    private void addSample(int chunk, double weight) {
        for (int i = 0; i < positions; i++) {
            if (positions > 1) {
                System.arraycopy(output, i * outputThere.length, outputThere, 0, outputThere.length);
                System.arraycopy(target, i * targetThere.length, targetThere, 0, targetThere.length);
            }
            for (int m = 0; m < sums.length; m++) {
                double[] to = chunks[m].length > 0 ? chunks[m][chunk] : sums[m];
                metrics.get(m).add(outputThere, targetThere, m < unweighted ? 1 : weight, to);
            }
        }
    }

    private void makeRoom(int samples, int chunkCount) {
        if (losses.length < samples) {
            losses = new double[samples];
        }
        for (int m = 0; m < sums.length; m++) {
            if (sums[m].length > MOST_BY_CHUNK) {
                continue;
            }
            if (chunks[m].length < chunkCount) {
                chunks[m] = new double[chunkCount][sums[m].length];
            }
            for (int c = 0; c < chunkCount; c++) {
                Arrays.fill(chunks[m][c], 0);
            }
        }
    }

    void clear() {
        loss = 0;
        for (double[] ofMetric : sums) {
            Arrays.fill(ofMetric, 0);
        }
    }

    /** How many numbers {@link #save} writes. */
    int size() {
        return 1 + Arrays.stream(sums).mapToInt(s -> s.length).sum();
    }

    /** Writes all sums from {@code at} on, and returns where they end. */
    int save(double[] into, int at) {
        int to = at;
        into[to++] = loss;
        for (double[] ofMetric : sums) {
            System.arraycopy(ofMetric, 0, into, to, ofMetric.length);
            to += ofMetric.length;
        }
        return to;
    }

    /** Reads what {@link #save} wrote. */
    int restore(double[] from, int at) {
        int next = at;
        loss = from[next++];
        for (double[] ofMetric : sums) {
            System.arraycopy(from, next, ofMetric, 0, ofMetric.length);
            next += ofMetric.length;
        }
        return next;
    }

    /** The mean loss, without its weight. */
    double loss(int samples) {
        return loss / samples;
    }

    double weightedLoss(int samples) {
        return spec.weight() == 1 ? loss(samples) : spec.weight() * loss(samples);
    }

    /** Adds the metrics' results by name, the second of a name with {@code _1} behind it, as Keras does. */
    void results(String prefix, Map<String, Double> into) {
        List<String> names = names();
        for (int m = 0; m < sums.length; m++) {
            into.put(prefix + names.get(m), metrics.get(m).result(sums[m]));
        }
    }

    /** Adds for each metric whether a greater value is a better one. */
    void directions(String prefix, Map<String, Boolean> into) {
        List<String> names = names();
        for (int m = 0; m < sums.length; m++) {
            into.put(prefix + names.get(m), metrics.get(m).moreIsBetter());
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Metric metric : metrics) {
            String name = metric.name();
            for (int other = 1; names.contains(name); other++) {
                name = metric.name() + "_" + other;
            }
            names.add(name);
        }
        return names;
    }
}
