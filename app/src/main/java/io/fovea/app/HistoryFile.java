package io.fovea.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fovea.training.History;

/** Reads {@code history.csv}, as {@link io.fovea.callbacks.CSVLogger} writes it. */
final class HistoryFile {
    private static final String EPOCH = "epoch";
    private static final String SECONDS = "seconds";

    private HistoryFile() {}

    /**
     * The history.
     *
     * @throws Failure when the file is none
     */
    static History read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.isEmpty() ? new String[0] : lines.getFirst().split(",", -1);
        if (names.length < 2 || !names[0].equals(EPOCH) || !names[names.length - 1].equals(SECONDS)) {
            throw new Failure(file + " is no history: its first line is not epoch,…,seconds");
        }
        History history = new History();
        for (int i = 1; i < lines.size(); i++) {
            history.add(epoch(names, lines.get(i), file + " line " + (i + 1)));
        }
        return history;
    }

    private static History.Epoch epoch(String[] names, String line, String where) {
        String[] values = line.split(",", -1);
        if (values.length != names.length) {
            throw new Failure(where + " has " + values.length + " values, but there are " + names.length + " columns");
        }
        try {
            Map<String, Double> logs = new LinkedHashMap<>();
            for (int i = 1; i < names.length - 1; i++) {
                logs.put(names[i], Double.valueOf(values[i]));
            }
            return new History.Epoch(
                    Integer.parseInt(values[0]) + 1, logs, Double.parseDouble(values[names.length - 1]));
        } catch (NumberFormatException e) {
            throw new Failure(where + " holds something that is no number: " + line);
        }
    }
}
