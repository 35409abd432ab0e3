package io.fovea.loop;

import java.util.LinkedHashMap;
import java.util.Map;

import io.fovea.graph.Network;
import io.fovea.inference.BatchFeed;
import io.fovea.plan.Plan;

/** Sums of loss and metrics over samples, and what follows from them. */
final class MetricAccumulators {
    private static final String LOSS = "loss";

    private final Network network;
    private final OutputFigures[] outputs;
    private double penalties;
    private double[] addedOfSamples = {};
    private double added;
    private int samples;

    /**
     * The sums.
     *
     * @param samples how many samples they are of
     * @param values what layers add to the loss; of each output its loss, then the sums of its metrics; last the penalties on weights
     */
    record Sums(int samples, double[] values) {}

    MetricAccumulators(Network network, Objective objective) {
        this.network = network;
        outputs = new OutputFigures[objective.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new OutputFigures(
                    i, objective.outputs().get(i), Objective.outputShape(network, i),
                    objective.targetShape(network, i));
        }
    }

    /** Adds what a plan has just computed for {@code count} samples of {@code feed}, which are added up by the plan's tree. */
    void add(Plan plan, BatchFeed feed, int count) {
        for (OutputFigures output : outputs) {
            output.add(plan, feed, count);
        }
        if (addedOfSamples.length < count) {
            addedOfSamples = new double[count];
        }
        for (int s = 0; s < count; s++) {
            addedOfSamples[s] = plan.addedLoss(s);
        }
        added += plan.tree().sum(addedOfSamples, count);
        samples += count;
    }

    /** Adds the penalties on weights at {@code count} samples; they belong to the loss, but to no output's. */
    void addPenalty(double penalty, int count) {
        penalties += penalty * count;
    }

    /** Forgets all samples. */
    void clear() {
        samples = 0;
        penalties = 0;
        added = 0;
        for (OutputFigures output : outputs) {
            output.clear();
        }
    }

    /** The sums of no samples. */
    Sums none() {
        // What layers add, and the penalties on weights.
        int size = 2;
        for (OutputFigures output : outputs) {
            size += output.size();
        }
        return new Sums(0, new double[size]);
    }

    /** The sums so far. */
    Sums sums() {
        double[] values = none().values();
        values[0] = added;
        int at = 1;
        for (OutputFigures output : outputs) {
            at = output.save(values, at);
        }
        values[at] = penalties;
        return new Sums(samples, values);
    }

    /**
     * Continues from earlier sums.
     *
     * @throws IllegalArgumentException when they are of another number of outputs or metrics
     */
    void restore(Sums sums) {
        int expected = none().values().length;
        if (sums.values().length != expected) {
            throw new IllegalArgumentException(
                    "expected the sums of " + expected + " losses and metrics, but got " + sums.values().length);
        }
        samples = sums.samples();
        added = sums.values()[0];
        int at = 1;
        for (OutputFigures output : outputs) {
            at = output.restore(sums.values(), at);
        }
        penalties = sums.values()[at];
    }

    /** Of how many samples the sums are. */
    int samples() {
        return samples;
    }

    /** The mean loss, all outputs' together, each by its weight, and what layers add to it; NaN when there are no samples. */
    double loss() {
        double loss = penalties / samples;
        for (OutputFigures output : outputs) {
            loss += output.weightedLoss(samples);
        }
        return loss + added / samples;
    }

    /** The figures by name: loss, then with several outputs each output's loss without its weight, then the metrics. */
    Map<String, Double> means(String prefix) {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put(prefix + LOSS, loss());
        for (int i = 0; i < outputs.length; i++) {
            if (outputs.length > 1) {
                means.put(prefix(prefix, i) + LOSS, outputs[i].loss(samples));
            }
            outputs[i].results(prefix(prefix, i), means);
        }
        return means;
    }

    /** By name, whether a greater value is a better one. */
    Map<String, Boolean> directions(String prefix) {
        Map<String, Boolean> directions = new LinkedHashMap<>();
        for (int i = 0; i < outputs.length; i++) {
            directions.put(prefix + LOSS, false);
            directions.put(prefix(prefix, i) + LOSS, false);
            outputs[i].directions(prefix(prefix, i), directions);
        }
        return directions;
    }

    private String prefix(String prefix, int output) {
        return outputs.length == 1
                ? prefix
                : prefix + network.topology().name(network.topology().outputs().get(output).layer()) + "_";
    }
}
