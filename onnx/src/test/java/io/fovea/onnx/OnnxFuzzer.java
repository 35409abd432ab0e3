package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls with bytes that it makes up: an ONNX file ({@code mvn verify -Pjazzer -pl onnx -am}). */
public final class OnnxFuzzer {
    private OnnxFuzzer() {}

    /** Loads the bytes; whatever is thrown but a refusal is a finding. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Path file = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "fuzzed.onnx"), bytes);
        try {
            OnnxFile.load(file).close();
        } catch (OnnxFileException e) {
            // It may quote the bytes, so that nothing more can be said of it.
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}
