package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    @Test
    void aClaimThatComesToNothingLeavesNothing() throws IOException {
        try (RunFolder.Claim claim = RunFolder.claim(folder.resolve("a/b/c"))) {
            assertThat(claim.folder().path()).isDirectory();
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderWithContentStays() throws IOException {
        try (RunFolder.Claim claim = RunFolder.claim(folder.resolve("a/b"))) {
            Files.writeString(claim.folder().info(), "{}");
        }

        assertThat(folder.resolve("a/b/run.json")).exists();
    }

    @Test
    void refusesAFolderOfOtherThings() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> RunFolder.claim(folder)).hasMessageContaining("not empty and not the folder of a run");
    }

    @Test
    void refusesWhatCantBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunFolder.claim(file.resolve("run"))).hasMessageContaining("can't write");
    }

    @Test
    void namesARunAfterItsData() {
        assertThat(RunFolder.free("cifar10").toString()).matches("runs.cifar10-\\d{8}-\\d{6}");
        assertThat(RunFolder.free("/data/my pictures.v2.npz").toString()).matches("runs.my-pictures-\\d{8}-\\d{6}");
    }
}
