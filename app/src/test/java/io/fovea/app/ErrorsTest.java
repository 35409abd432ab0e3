package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ErrorsTest {
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(CommandSpec.create().name("fovea"));

    private String say(Throwable e) {
        new Errors(Terminal.of(new PrintWriter(new StringWriter()), new PrintWriter(err, true))).failed(command, e);
        return err.toString();
    }

    @Test
    void namesTheFileAndTheReason() {
        assertThat(say(new UncheckedIOException(
                new FileSystemException("run/best.keras", null, "No space left on device"))))
                .isEqualTo("fovea: run/best.keras: No space left on device\n");
    }

    @Test
    void namesAMissingFile() {
        assertThat(say(new NoSuchFileException("a.npy"))).isEqualTo("fovea: no such file or folder: a.npy\n");
    }

    @Test
    void saysHowToGetMemory() {
        assertThat(say(new OutOfMemoryError("Java heap space"))).contains("Java heap space", "FOVEA_OPTS")
                .hasLineCount(1);
    }

    @Test
    void keepsTheDetailsOfTheUnexpectedInAFile() throws Exception {
        String line = say(new NullPointerException("on purpose\nin two lines"));

        assertThat(line).hasLineCount(1).contains("NullPointerException: on purpose in two lines");
        Path log = Path.of(line.substring(line.indexOf("the details are in ") + 19).strip());
        assertThat(log).content().contains("ErrorsTest");
        Files.delete(log);
    }
}
