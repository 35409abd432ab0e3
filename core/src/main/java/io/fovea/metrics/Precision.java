package io.fovea.metrics;

import java.util.Optional;

/**
 * The share of yes answers that are right.
 *
 * <p>Example: {@code new Precision()} of a sigmoid's output, {@code new Precision().classId(3)} of a softmax's
 *
 * @param threshold above which an output means yes, 0 to 1; default 0.5, and none with {@code topK}
 * @param topK how many of the greatest outputs alone can mean yes, 1 or more; default all
 * @param classId the only class that is looked at; default all
 */
public record Precision(double threshold, Optional<Integer> topK, Optional<Integer> classId) implements Metric {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a component is out of its range
     */
    public Precision {
        Decisions.check("Precision", threshold, topK, classId);
    }

    /** With a threshold of 0.5, of all classes. */
    public Precision() {
        this(0.5);
    }

    /** Of all classes. */
    public Precision(double threshold) {
        this(threshold, Optional.empty(), Optional.empty());
    }

    /** Of the {@code k} greatest outputs, whatever their size. */
    public Precision topK(int k) {
        return new Precision(Decisions.ANY, Optional.of(k), classId);
    }

    /** Of one class. */
    public Precision classId(int id) {
        return new Precision(threshold, topK, Optional.of(id));
    }

    @Override
    public String name() {
        return "precision";
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
        return Decisions.ratio(sums[Decisions.TRUE_POSITIVES], sums[Decisions.FALSE_POSITIVES]);
    }

    @Override
    public boolean takes(int channels, int targets) {
        return channels == targets;
    }
}
