package io.fovea.app;

import io.fovea.training.Callback;
import io.fovea.training.Training;

/** Stops a training whose loss is NaN or infinite: it can't recover. */
final class NonFiniteLossStop implements Callback {
    private boolean diverged;
    private int epoch;

    @Override
    public void onBatchEnd(Training training) {
        if (!Double.isFinite(training.loss())) {
            diverged = true;
            epoch = training.epoch();
            training.stop();
        }
    }

    /** Whether that happened. */
    boolean diverged() {
        return diverged;
    }

    /** The message for that case. */
    Failure failure(double learningRate) {
        return new Failure(
                "the loss became NaN or infinite in epoch " + epoch + ": the learning rate " + learningRate
                        + " is probably too high; try --learning-rate " + (float) (learningRate / 10));
    }
}
