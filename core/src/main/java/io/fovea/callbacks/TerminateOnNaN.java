package io.fovea.callbacks;

import java.util.Optional;
import java.util.function.Consumer;

import io.fovea.description.Check;
import io.fovea.training.Callback;
import io.fovea.training.Training;

/**
 * Ends a training as soon as its loss is NaN or infinite, without an exception, and says where that was, in which
 * layer it began, and what to try, as {@link io.fovea.training.NonFiniteLoss} has it. The model has the last good weights then.
 *
 * <p>Example: {@code FitOptions.epochs(10).callback(new TerminateOnNaN())}
 */
public final class TerminateOnNaN implements Callback {
    private final Consumer<String> listener;
    private Optional<String> reason = Optional.empty();

    /** Tells the logger {@code io.fovea}. */
    public TerminateOnNaN() {
        this(reason -> System.getLogger("io.fovea").log(System.Logger.Level.WARNING, reason));
    }

    /** Tells {@code listener}, once. */
    public TerminateOnNaN(Consumer<String> listener) {
        Check.of("TerminateOnNaN").present("listener", listener);
        this.listener = listener;
    }

    /** Why the last training ended; empty: it did not end because of its loss. */
    public Optional<String> reason() {
        return reason;
    }

    @Override
    public void onTrainBegin(Training training) {
        reason = Optional.empty();
    }

    @Override
    public void onBatchEnd(Training training) {
        if (reason.isEmpty() && training.nonFiniteLoss().isPresent()) {
            String text = "the training ended: " + training.nonFiniteLoss().get().message();
            reason = Optional.of(text);
            listener.accept(text);
            training.stop();
        }
    }
}
