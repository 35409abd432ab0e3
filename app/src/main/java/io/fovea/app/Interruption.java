package io.fovea.app;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;

import io.fovea.training.Callback;
import io.fovea.training.Training;

/**
 * Ctrl-C during a training: it stops after the batch, and the process stays until what there is has been saved.
 *
 * <p>Java runs its shutdown hooks when the signal comes, while all other threads go on, and exits with 130 when they are
 * done. So the hook stops the training and waits for {@link #close()}, which comes when everything, an error too, is reported.
 */
final class Interruption implements Callback, AutoCloseable {
    private final Terminal terminal;
    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "fovea-interruption");
    private volatile boolean requested;
    private volatile Optional<Training> training = Optional.empty();

    Interruption(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Watches from now on until {@link #close()}; before that, Ctrl-C ends the process at once. */
    void watch() {
        // The report has images, and a file cache for them would want a shutdown hook when it is too late for one.
        ImageIO.setUseCache(false);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
        requested = true;
        terminal.say("\ninterrupted: stopping after this batch, and saving what there is");
        training.ifPresent(Training::stop);
        try {
            saved.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the user asked to stop. */
    boolean requested() {
        return requested;
    }

    @Override
    public void onTrainBegin(Training begun) {
        training = Optional.of(begun);
        stopIfRequested(begun);
    }

    @Override
    public void onBatchEnd(Training running) {
        stopIfRequested(running);
    }

    /** For the case that the signal came before the training was known. */
    private void stopIfRequested(Training running) {
        if (requested) {
            running.stop();
        }
    }

    /** Everything is saved and reported: the process may end. */
    @Override
    public void close() {
        saved.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                terminal.err().flush();
            }
        }
    }
}
