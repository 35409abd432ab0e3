package io.fovea.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesTheContent() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        AtomicFile.write(file, "größer");

        assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("größer");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void keepsTheOldContentWhenWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IOException("No space left on device");
        })).isInstanceOf(FileSystemException.class).hasMessageContainingAll("a.txt", "No space left on device");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    /** With one fixed name for temporary files, one writer moves the other's file away, which then fails. */
    @Test
    void writersOfTheSameFileDontDisturbEachOther() throws IOException {
        Path file = folder.resolve("a.txt");
        List<String> contents = IntStream.range(0, 4).mapToObj(i -> Integer.toString(i).repeat(100_000)).toList();

        CompletableFuture.allOf(contents.stream().map(content -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                try {
                    AtomicFile.write(file, content);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        })).toArray(CompletableFuture[]::new)).join();

        assertThat(contents).contains(Files.readString(file));
        assertThat(names()).containsExactly("a.txt");
    }

    /** A fixed name could be a link that somebody placed there, to a file that would be overwritten. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void followsNoLinkOfItsOwnOrOfTheTarget() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "precious");
        Files.createSymbolicLink(folder.resolve("a.txt.part"), other);
        Path link = Files.createSymbolicLink(folder.resolve("a.txt"), other);

        AtomicFile.write(link, "new");

        assertThat(other).hasContent("precious");
        assertThat(link).hasContent("new").isRegularFile();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions there")
    void othersMayReadTheFile() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.txt"), "");
        Path file = folder.resolve("a.txt");

        AtomicFile.write(file, "a");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void linksTwoNames() throws IOException {
        Path file = Files.writeString(folder.resolve("model.keras"), "the same");
        Path link = Files.writeString(folder.resolve("best.keras"), "the same");

        AtomicFile.link(link, file);

        assertThat(Files.isSameFile(link, file)).isTrue();
        AtomicFile.write(file, "another");
        assertThat(link).hasContent("the same");
        assertThat(names()).containsExactly("best.keras", "model.keras");
    }

    @Test
    void knowsItsTemporaryFiles() throws IOException {
        Path file = folder.resolve("a.txt");

        AtomicFile.write(file, out -> {
            Path temporary = Files.list(folder).findFirst().orElseThrow();
            assertThat(AtomicFile.isTemporary(temporary, file)).isTrue();
            assertThat(AtomicFile.isTemporary(temporary, folder.resolve("b.txt"))).isFalse();
            out.write(1);
        });

        assertThat(Set.of(names())).hasSize(1);
        assertThat(AtomicFile.isTemporary(file, file)).isFalse();
    }
}
