package io.fovea.app;

import io.fovea.training.Callback;
import io.fovea.training.Training;

/** Ends a training whose loss is no number any more: nothing can come of it. */
final class NonFiniteLossStop implements Callback {
    private boolean lost;
    private int epoch;

    @Override
    public void onBatchEnd(Training training) {
        if (!Double.isFinite(training.loss())) {
            lost = true;
            epoch = training.epoch();
            training.stop();
        }
    }

    /** Whether it came to that. */
    boolean lost() {
        return lost;
    }

    /** What to tell the user then. */
    Failure failure(double learningRate) {
        return new Failure(
                "the loss became no number (NaN or infinite) in epoch " + epoch + ": the learning rate " + learningRate
                        + " is probably too high; try --learning-rate " + (float) (learningRate / 10));
    }
}
