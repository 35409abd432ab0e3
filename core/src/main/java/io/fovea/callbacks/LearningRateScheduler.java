package io.fovea.callbacks;

import java.util.Objects;

import io.fovea.training.Callback;
import io.fovea.training.Training;

/**
 * Sets the learning rate at the beginning of each epoch, as Keras's {@code LearningRateScheduler}.
 *
 * <p>Example: {@code new LearningRateScheduler((epoch, rate) -> epoch > 10 ? rate * 0.9 : rate)}
 */
public final class LearningRateScheduler implements Callback {
    private final Schedule schedule;

    /** A learning rate as a function of the epoch. */
    @FunctionalInterface
    public interface Schedule {
        /**
         * The rate of an epoch.
         *
         * @param epoch 1 at the first (Keras counts from 0)
         * @param rate that of the epoch before
         */
        double rate(int epoch, double rate);
    }

    /** Sets the rate that {@code schedule} says. */
    public LearningRateScheduler(Schedule schedule) {
        this.schedule = Objects.requireNonNull(schedule, "LearningRateScheduler: schedule is required, but got null");
    }

    @Override
    public void onEpochBegin(Training training) {
        // A resumed epoch begins again, with the rate that it had: only its first begin sets one.
        if (training.batch() == 0) {
            training.learningRate(schedule.rate(training.epoch(), training.learningRate()));
        }
    }
}
