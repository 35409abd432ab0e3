package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.callbacks.CSVLogger;
import io.fovea.training.History;

class HistoryFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatTheLoggerWrites() throws IOException {
        History history = new History();
        history.add(new History.Epoch(1, Map.of("loss", 1.25), 3.5));
        history.add(new History.Epoch(2, Map.of("loss", 0.5), 3.25));
        Path file = Files.writeString(folder.resolve("history.csv"), CSVLogger.table(history));

        assertThat(HistoryFile.read(file).epochs()).isEqualTo(history.epochs());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                 | is no history",
        "'a,b\n1,2'                         | is no history",
        "'epoch,loss,seconds\n0,1'          | line 2 has 2 values",
        "'epoch,loss,seconds\n0,hello,1'    | line 2 holds something that is no number"})
    void refusesOtherFiles(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("history.csv"), text);

        assertThatThrownBy(() -> HistoryFile.read(file)).isInstanceOf(Failure.class).hasMessageContaining(message);
    }
}
