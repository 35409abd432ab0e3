package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What two runs must have in common that came to the same. */
final class RunFiles {
    private RunFiles() {}

    /** Compares models to the byte, histories without their seconds, and confusion matrices. */
    static void assertEqual(Path actual, Path expected) throws IOException {
        assertThat(actual.resolve("best.keras")).hasSameBinaryContentAs(expected.resolve("best.keras"));
        assertEqualButForBest(actual, expected);
    }

    /** Without the best model, which says how many epochs were asked for when it was the best. */
    static void assertEqualButForBest(Path actual, Path expected) throws IOException {
        assertThat(history(actual)).isEqualTo(history(expected));
        for (String file : List.of("model.keras", "confusion.csv")) {
            assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
        assertThat(RunInfo.read(actual.resolve("run.json")).state()).isEqualTo(RunInfo.DONE);
    }

    private static List<String> history(Path run) throws IOException {
        return Files.readAllLines(run.resolve("history.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }
}
