package io.fovea.training;

/**
 * The loss became NaN or infinite, so the training ended: no further step could help. The model has the last good weights, as {@link
 * NonFiniteLoss#kept} says, or what a callback such as {@link io.fovea.callbacks.EarlyStopping} restored.
 */
public final class NonFiniteLossException extends RuntimeException {
    private final transient History history;
    private final transient NonFiniteLoss cause;

    /** With where it happened. */
    public NonFiniteLossException(NonFiniteLoss cause, History history) {
        super(cause.message());
        this.history = history;
        this.cause = cause;
    }

    /** The epochs before. */
    public History history() {
        return history;
    }

    /** Where it happened, where it began, and what to try. */
    public NonFiniteLoss loss() {
        return cause;
    }

    /** The epoch, 1 or more. */
    public int epoch() {
        return cause.epoch();
    }

    /** The batch of the epoch, 1 or more. */
    public int batch() {
        return cause.batch();
    }
}
