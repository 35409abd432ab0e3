package io.fovea.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.metrics.Metric;
import io.fovea.plan.Plan;
import io.fovea.tensor.Shape;

/** Sums of loss and metrics over samples, and their means. */
final class Scores {
    private final Network network;
    private final Objective objective;
    private final double[] losses;
    private final double[][] metrics;
    private final float[][] outputs;
    private final float[][] targets;
    private int samples;

    Scores(Network network, Objective objective) {
        this.network = network;
        this.objective = objective;
        int count = objective.losses().size();
        losses = new double[count];
        metrics = new double[count][objective.metrics().size()];
        outputs = new float[count][];
        targets = new float[count][];
        for (int i = 0; i < count; i++) {
            Shape shape = network.topology().shape(network.topology().outputs().get(i));
            outputs[i] = new float[shape.size()];
            targets[i] = new float[objective.targetShape(network, i).size()];
        }
    }

    /** Adds what a plan has just computed for {@code count} samples of {@code feed}. */
    void add(Plan plan, BatchFeed feed, int count) {
        for (int i = 0; i < losses.length; i++) {
            for (int s = 0; s < count; s++) {
                losses[i] += plan.loss(i, s);
                plan.output(i, s, outputs[i], 0);
                feed.target(i, s, targets[i]);
                for (int m = 0; m < metrics[i].length; m++) {
                    metrics[i][m] += objective.metrics().get(m).value(outputs[i], targets[i]);
                }
            }
        }
        samples += count;
    }

    /** The means by name: loss, then with several outputs each output's loss, then the metrics. */
    Map<String, Double> means(String prefix) {
        Map<String, Double> means = new LinkedHashMap<>();
        double loss = 0;
        for (double l : losses) {
            loss += l / samples;
        }
        means.put(prefix + "loss", loss);
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
