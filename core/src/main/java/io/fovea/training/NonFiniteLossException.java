package io.fovea.training;

/**
 * The loss became NaN or infinite, so the training ended: no further step could help. The weights are those after the last step,
 * or what a callback such as {@link io.fovea.callbacks.EarlyStopping} restored.
 */
public final class NonFiniteLossException extends RuntimeException {
    private final transient History history;
    private final int epoch;
    private final int batch;

    /** With where it happened. */
    public NonFiniteLossException(double loss, int epoch, int batch, double learningRate, History history) {
        super("the loss became " + loss + " in epoch " + epoch + ", batch " + batch + ": the learning rate of "
                + learningRate
                + " is probably too high; try a tenth of it, or look for NaN and very large numbers in the data");
        this.history = history;
        this.epoch = epoch;
        this.batch = batch;
    }

    /** The epochs before. */
    public History history() {
        return history;
    }

    /** The epoch, 1 or more. */
    public int epoch() {
        return epoch;
    }

    /** The batch of the epoch, 1 or more. */
    public int batch() {
        return batch;
    }
}
