package io.fovea.loop;

import java.util.Map;

import io.fovea.data.Dataset;
import io.fovea.graph.Network;
import io.fovea.inference.BatchFeed;
import io.fovea.plan.Plan;
import io.fovea.runtime.Workers;
import io.fovea.training.ClassWeights;

/** Measures a model by data. */
public final class Evaluator {
    /** Samples of an evaluation's step, always the same: the order of the sums of loss and metrics depends on it. */
    private static final int MOST = 64;

    private Evaluator() {}

    /** Samples of a step of an evaluation of so many. */
    static int batch(int samples) {
        return Math.clamp(samples, 1, MOST);
    }

    /** Loss and metrics of {@code data}, their names with {@code prefix} before them. */
    public static Map<String, Double> evaluate(
            Network network, Objective objective, Dataset data, Workers workers, String prefix) {
        objective.check(network, data);
        int size = batch(data.size());
        BatchFeed feed = new BatchFeed(
                data.inputs(), data.targets(), ClassWeights.ofSamples(data, Map.of()), BatchFeed.inOrder(data.size()),
                1);
        MetricAccumulators scores = new MetricAccumulators(network, objective);
        try (Plan plan = Plan.inference(
                network.graph(), objective.operations(network), size, network.kernels(), workers)) {
            for (int start = 0; start < data.size(); start += size) {
                int count = Math.min(size, data.size() - start);
                feed.start(start);
                plan.run(feed, count, 0, 0, 0);
                scores.add(plan, feed, count);
            }
        }
        scores.addPenalty(network.penalty(), data.size());
        return scores.means(prefix);
    }
}
