package io.fovea.loop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.graph.Network;
import io.fovea.inference.BatchFeed;
import io.fovea.metrics.Metric;
import io.fovea.plan.Plan;
import io.fovea.tensor.Shape;

/** Sums of loss and metrics over samples, and their means. */
final class MetricAccumulators {
    private final Network network;
    private final Objective objective;
    private final double[] losses;
    private final double[][] metrics;
    private final float[][] outputs;
    private final float[][] targets;
    /** Of each metric its value for each sample of a step, and behind them the losses. */
    private final double[][] ofSamples;
    private double penalties;
    private int samples;

    /**
     * The sums.
     *
     * @param samples how many samples they are of
     * @param values of each output its loss, then its metrics; last the penalties on weights
     */
    record Sums(int samples, double[] values) {}

    MetricAccumulators(Network network, Objective objective) {
        this.network = network;
        this.objective = objective;
        int count = objective.losses().size();
        losses = new double[count];
        metrics = new double[count][objective.metrics().size()];
        outputs = new float[count][];
        targets = new float[count][];
        ofSamples = new double[objective.metrics().size() + 1][0];
        for (int i = 0; i < count; i++) {
            Shape shape = network.topology().shape(network.topology().outputs().get(i));
            outputs[i] = new float[shape.size()];
            targets[i] = new float[objective.targetShape(network, i).size()];
        }
    }

    /** Adds what a plan has just computed for {@code count} samples of {@code feed}, which are added up by the plan's tree. */
    void add(Plan plan, BatchFeed feed, int count) {
        makeRoom(count);
        int metricCount = objective.metrics().size();
        double[] lossOfSample = ofSamples[metricCount];
        for (int i = 0; i < losses.length; i++) {
            for (int s = 0; s < count; s++) {
                lossOfSample[s] = plan.loss(i, s);
                plan.output(i, s, outputs[i], 0);
                feed.target(i, s, targets[i]);
                for (int m = 0; m < metricCount; m++) {
                    ofSamples[m][s] = objective.metrics().get(m).value(outputs[i], targets[i]);
                }
            }
            losses[i] += plan.tree().sum(lossOfSample, count);
            for (int m = 0; m < metricCount; m++) {
                metrics[i][m] += plan.tree().sum(ofSamples[m], count);
            }
        }
        samples += count;
    }

    /** Adds the penalties on weights at {@code count} samples; they belong to the loss, but to no output's. */
    void addPenalty(double penalty, int count) {
        penalties += penalty * count;
    }

    private void makeRoom(int count) {
        if (ofSamples[0].length < count) {
            for (int m = 0; m < ofSamples.length; m++) {
                ofSamples[m] = new double[count];
            }
        }
    }

    /** Forgets all samples. */
    void clear() {
        samples = 0;
        penalties = 0;
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 0;
            Arrays.fill(metrics[i], 0);
        }
    }

    /** The sums of no samples. */
    Sums none() {
        return new Sums(0, new double[1 + losses.length * (1 + objective.metrics().size())]);
    }

    /** The sums so far. */
    Sums sums() {
        double[] values = none().values();
        int at = 0;
        for (int i = 0; i < losses.length; i++) {
            values[at++] = losses[i];
            for (double metric : metrics[i]) {
                values[at++] = metric;
            }
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
        int at = 0;
        for (int i = 0; i < losses.length; i++) {
            losses[i] = sums.values()[at++];
            for (int m = 0; m < metrics[i].length; m++) {
                metrics[i][m] = sums.values()[at++];
            }
        }
        penalties = sums.values()[at];
    }

    /** Of how many samples the sums are. */
    int samples() {
        return samples;
    }

    /** The mean loss, all outputs' together; NaN when there are no samples. */
    double loss() {
        double loss = penalties / samples;
        for (double l : losses) {
            loss += l / samples;
        }
        return loss;
    }

    /** The means by name: loss, then with several outputs each output's loss, then the metrics. */
    Map<String, Double> means(String prefix) {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put(prefix + "loss", loss());
        List<Metric> all = objective.metrics();
        for (int i = 0; i < losses.length; i++) {
            String output = losses.length == 1
                    ? prefix
                    : prefix + network.topology().name(network.topology().outputs().get(i).layer()) + "_";
            if (losses.length > 1) {
                means.put(output + "loss", losses[i] / samples);
            }
            for (int m = 0; m < all.size(); m++) {
                means.put(output + all.get(m).name(), metrics[i][m] / samples);
            }
        }
        return means;
    }
}
