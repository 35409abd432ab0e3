package io.fovea.callbacks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import io.fovea.description.Check;
import io.fovea.training.Callback;
import io.fovea.training.Training;

/**
 * Looks for a learning rate (Smith, arXiv:1506.01186): the rate grows from step to step by the same factor, and the loss is
 * written down. It falls where the rate is good and explodes where that is too high; the training then ends. Train a model for it
 * that is not used otherwise, or set its weights back.
 *
 * <p>Example:
 *
 * <pre>{@code
 * LearningRateFinder finder = new LearningRateFinder(1e-6, 1, 200);
 * model.fit(data, FitOptions.epochs(10).callback(finder));
 * model.initialize(1);
 * double rate = finder.suggestion().orElse(0.001);
 * }</pre>
 */
public final class LearningRateFinder implements Callback {
    /** How much of the smoothed loss stays in a step. */
    private static final double KEEP = 0.95;

    /** The training ends once the smoothed loss is so many times the least. */
    private static final double EXPLODED = 4;

    private final double lowest;
    private final double highest;
    private final int steps;
    private final List<Point> points = new ArrayList<>();
    private double average;
    private double sumBefore;
    private int samplesBefore;

    /**
     * What a step showed.
     *
     * @param learningRate of the step
     * @param loss of the step's samples, averaged over the steps before
     */
    public record Point(double learningRate, double loss) {}

    /**
     * Tries rates.
     *
     * @param lowest the first, greater than 0
     * @param highest the last, greater than lowest
     * @param steps how many, 2 or more
     * @throws IllegalArgumentException when a number is out of its range
     */
    public LearningRateFinder(double lowest, double highest, int steps) {
        Check.of("LearningRateFinder")
                .positive("lowest", lowest)
                .positive("highest", highest)
                .check(highest > lowest, "highest", "greater than lowest (" + lowest + ")", highest)
                .atLeast(2, "steps", steps);
        this.lowest = lowest;
        this.highest = highest;
        this.steps = steps;
    }

    private double rate(int step) {
        return lowest * StrictMath.pow(highest / lowest, step / (steps - 1.0));
    }

    @Override
    public void onTrainBegin(Training training) {
        points.clear();
        average = 0;
        training.learningRate(lowest);
    }

    @Override
    public void onEpochBegin(Training training) {
        sumBefore = 0;
        samplesBefore = 0;
    }

    @Override
    public void onBatchEnd(Training training) {
        // The training knows the mean over the epoch; the step's own is the difference of two sums.
        double sum = training.loss() * training.samplesDone();
        double own = (sum - sumBefore) / (training.samplesDone() - samplesBefore);
        sumBefore = sum;
        samplesBefore = training.samplesDone();
        average = KEEP * average + (1 - KEEP) * own;
        // As Adam's means: without it the average of the first steps would be too near to 0.
        double smoothed = average / (1 - StrictMath.pow(KEEP, points.size() + 1.0));
        points.add(new Point(rate(points.size()), smoothed));
        double least = points.stream().mapToDouble(Point::loss).min().orElse(smoothed);
        if (points.size() == steps || !Double.isFinite(smoothed) || smoothed > EXPLODED * least && least > 0) {
            training.stop();
        } else {
            training.learningRate(rate(points.size()));
        }
    }

    /** What each step showed, in order. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /**
     * The rate at which the smoothed loss falls fastest, before its least; empty when it never falls. A tenth of the rate of the
     * least loss is an upper bound for it in practice.
     */
    public OptionalDouble suggestion() {
        int end = 0;
        for (int i = 1; i < points.size(); i++) {
            end = points.get(i).loss() < points.get(end).loss() ? i : end;
        }
        double steepest = 0;
        OptionalDouble found = OptionalDouble.empty();
        // Single steps are noise, and the average of the first ones is of few.
        int half = Math.max(1, steps / 20);
        for (int i = Math.max(half, steps / 10); i + half <= end; i++) {
            double fall = points.get(i - half).loss() - points.get(i + half).loss();
            if (fall > steepest) {
                steepest = fall;
                found = OptionalDouble.of(points.get(i).learningRate());
            }
        }
        return found;
    }
}
