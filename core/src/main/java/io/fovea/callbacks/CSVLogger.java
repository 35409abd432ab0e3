package io.fovea.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.fovea.training.Callback;
import io.fovea.training.History;
import io.fovea.training.Training;

/**
 * Writes the history as a table after each epoch: Keras's columns ({@code epoch} counted from 0, loss and metrics, then those
 * of the validation), and {@code seconds}. The file is always whole.
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
            Path temporary = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(temporary, table(training.history()));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
