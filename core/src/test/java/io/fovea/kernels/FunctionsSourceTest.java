package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class FunctionsSourceTest {
    private static final Path FOLDER = Path.of("src", "main", "java", "io", "fovea", "kernels");

    @Test
    void theFunctionsAreAsWritten() throws IOException {
        if (Boolean.getBoolean("fovea.write")) {
            FunctionsSource.write(FOLDER);
        }
        FunctionsSource.files().forEach((file, text) -> assertThat(FOLDER.resolve(file))
                .as("write it again with -Dfovea.write").hasContent(text));
    }
}
