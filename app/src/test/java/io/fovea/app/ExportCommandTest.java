package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea export}. */
class ExportCommandTest {
    @TempDir
    Path folder;

    @Test
    void writesThePythonFileOfOurLayers() {
        Path file = folder.resolve("fovea_extras.py");
        CommandResult typed = CommandResult.fovea("export", "--keras-extras", file);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.last()).isEqualTo(file.toString());
        assertThat(file).content().contains("class Maxout(keras.layers.Layer)", "class PaddedRandomCrop");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(CommandResult.fovea("export").code()).isEqualTo(2);
        CommandResult typed = CommandResult.fovea("export", "--keras-extras", folder.resolve("no/such/file.py"));
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err().lines()).hasSize(1).first().asString().contains("no/such");
    }
}
