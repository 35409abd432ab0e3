package io.fovea.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.fovea.files.AtomicFile;
import io.fovea.training.Callback;
import io.fovea.training.History;
import io.fovea.training.Training;

/**
 * Writes the history as a table after each epoch: Keras's columns (loss and metrics, then those of the validation), and
 * {@code seconds}. The column {@code epoch} counts from 0, as Keras's {@code CSVLogger} does, while {@link
 * io.fovea.training.History} and all messages count from 1. The file is replaced atomically.
 */
public final class CSVLogger implements Callback {
    private final Path file;

    /** @param file where the table goes; one that is there is replaced */
    public CSVLogger(Path file) {
        this.file = file;
    }

    @Override
    public void onEpochEnd(Training training) {
        try {
            AtomicFile.write(file, table(training.history()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The history as the text of such a file. */
    public static String table(History history) {
        StringBuilder text = new StringBuilder("epoch");
        history.columns().forEach(name -> text.append(',').append(name));
        text.append(",seconds\n");
        for (History.Epoch epoch : history.epochs()) {
            text.append(epoch.number() - 1);
            for (String name : history.columns()) {
                text.append(',').append(epoch.logs().getOrDefault(name, Double.NaN));
            }
            text.append(',').append(Math.round(epoch.seconds() * 1000) / 1000.0).append('\n');
        }
        return text.toString();
    }
}
