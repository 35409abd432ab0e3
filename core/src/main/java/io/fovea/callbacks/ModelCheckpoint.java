package io.fovea.callbacks;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.fovea.training.Resumable;
import io.fovea.training.Training;

/**
 * Saves the model whenever a figure is better than ever before.
 *
 * <p>Example: {@code new ModelCheckpoint(Path.of("best.keras"), "val_loss", file -> KerasFile.save(model, file))}
 */
public final class ModelCheckpoint implements Resumable {
    /** A way to save a model. */
    @FunctionalInterface
    public interface Saver {
        /** Saves the model as {@code file}. */
        void save(Path file) throws IOException;
    }

    private final Path file;
    private final Monitor monitor;
    private final Saver saver;
    private double best;

    /**
     * Watches a figure.
     *
     * @param file where the model goes
     * @param monitor the figure's name in the history
     * @param saver writes the model that is trained
     */
    public ModelCheckpoint(Path file, String monitor, Saver saver) {
        this.file = file;
        this.monitor = new Monitor(monitor);
        this.saver = saver;
        best = Monitor.NOTHING;
    }

    @Override
    public void onEpochEnd(Training training) {
        double value = monitor.value(training.logs());
        if (monitor.better(training, value, best)) {
            best = value;
            try {
                saver.save(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(best);
    }

    @Override
    public void restore(Training training, DataInput in) throws IOException {
        best = in.readDouble();
    }
}
