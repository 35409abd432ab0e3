package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Legacy {@code .h5} files that are cut, altered or hold code: one line that names the file. {@link FuzzTest} changes more of them. */
class HostileLegacyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/files");

    @TempDir
    Path folder;

    private void refused(byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve("legacy.h5"), content);
        long open = ProcessFigures.openFiles();
        Throwable thrown = catchThrowable(() -> KerasFile.load(file));
        assertThat(thrown).isInstanceOf(KerasFileException.class).hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
        KerasFileTest.isOneClearLine(thrown.getMessage());
        assertThat(ProcessFigures.openFiles()).isLessThanOrEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras/legacy_sequential.h5", "keras2/legacy_nested.h5", "keras30/legacy_functional.h5"})
    void aFileThatIsCutAnywhereIsRefused(String name) throws IOException {
        byte[] good = Files.readAllBytes(GOLDEN.resolve(name));
        // What the first loading opens for ever: the classes of libraries.
        KerasFile.load(GOLDEN.resolve(name)).model().close();
        for (int length = 8; length < good.length - 8; length += good.length / 50) {
            refused(Arrays.copyOf(good, length), "");
        }
    }

    /** Of the same length, so that the addresses in the file stay right. */
    private static byte[] with(String name, String old, String changed) throws IOException {
        String text = new String(Files.readAllBytes(GOLDEN.resolve(name)), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        assertThat(changed).hasSameSizeAs(old);
        return text.replaceFirst(old, changed).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void codeIsNeverRunAndUnknownLayersAreNamed() throws IOException {
        refused(with("keras/legacy_sequential.h5", "\"Flatten\"", "\"Lambda\" "), "Lambda");
        refused(with("keras/legacy_sequential.h5", "\"Flatten\"", "\"Shatter\""), "Shatter");
        refused(with("keras2/legacy_sequential.h5", "\"Flatten\"", "\"Lambda\" "), "Lambda");
    }

    @Test
    void numbersAtTheEndsOfTheirRangesAreRefused() throws IOException {
        refused(with("keras/legacy_sequential.h5", "\"filters\": 3, \"kernel_size\"",
                "\"filters\":-3, \"kernel_size\""), "filters");
    }
}
