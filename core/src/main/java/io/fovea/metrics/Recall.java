package io.fovea.metrics;

import java.util.Optional;

/**
 * The share of things that are there which are found.
 *
 * <p>Example: {@code new Recall()} of a sigmoid's output, {@code new Recall().classId(3)} of a softmax's
 *
 * @param threshold above which an output means yes, 0 to 1; default 0.5, and none with {@code topK}
 * @param topK how many of the greatest outputs alone can mean yes, 1 or more; default all
 * @param classId the only class that is looked at; default all
 */
public record Recall(double threshold, Optional<Integer> topK, Optional<Integer> classId) implements Metric {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public Recall {
        Decisions.check("Recall", threshold, topK, classId);
    }

    /** With a threshold of 0.5, of all classes. */
    public Recall() {
        this(0.5);
    }

    /** Of all classes. */
    public Recall(double threshold) {
        this(threshold, Optional.empty(), Optional.empty());
    }

    /** Of the {@code k} greatest outputs, whatever their size. */
    public Recall topK(int k) {
        return new Recall(Decisions.ANY, Optional.of(k), classId);
    }

    /** Of one class. */
    public Recall classId(int id) {
        return new Recall(threshold, topK, Optional.of(id));
    }

    @Override
    public String name() {
        return "recall";
    }

    @Override
    public int sums(int channels) {
        return Decisions.COUNTS;
    }

    @Override
    public void add(float[] output, float[] target, double weight, double[] sums) {
        new Decisions(threshold, topK, classId).add(output, target, weight, sums);
    }

    @Override
    public double result(double[] sums) {
        return Decisions.ratio(sums[Decisions.TRUE_POSITIVES], sums[Decisions.FALSE_NEGATIVES]);
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
