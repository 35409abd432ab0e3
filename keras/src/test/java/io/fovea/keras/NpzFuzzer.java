package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fovea.data.DataException;
import io.fovea.data.Npz;

/** What Jazzer calls with bytes that it makes up: a {@code .npz} file ({@code mvn verify -Pjazzer -Djazzer.target=FUZZER}). */
public final class NpzFuzzer {
    private NpzFuzzer() {}

    /** Reads all arrays of the bytes; whatever is thrown but a refusal is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Path file = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "fuzzed.npz"), bytes);
        try (Npz npz = Npz.open(file)) {
            npz.keys().forEach(npz::array);
        } catch (DataException e) {
            // It may quote the bytes, so that nothing more can be said of it.
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}
