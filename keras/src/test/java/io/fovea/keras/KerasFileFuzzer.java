package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls with bytes that it makes up: a {@code .keras} file ({@code mvn verify -Pjazzer -Djazzer.target=FUZZER}). */
public final class KerasFileFuzzer {
    private KerasFileFuzzer() {}

    /** Loads the bytes; whatever is thrown but a refusal is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Path file = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "fuzzed.keras"), bytes);
        try {
            KerasFile.load(file).model().close();
        } catch (KerasFileException e) {
            // It may quote the bytes, so that nothing more can be said of it.
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}
