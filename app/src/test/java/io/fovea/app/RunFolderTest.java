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
    void aCheckLeavesNothing() throws IOException {
        assertThat(RunFolder.fresh(folder.resolve("a/b/c")).path()).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void beginningTakesTheFilesOfAnEarlierRunAway() throws IOException {
        RunFolder run = RunFolder.fresh(folder.resolve("a/b"));
        run.begin();
        Files.writeString(run.info(), "{}");
        Files.writeString(run.path().resolve("my notes.txt"), "good one");
        assertThat(RunFolder.fresh(run.path()).holdsRun()).isTrue();
        run.begin();

        assertThat(run.holdsRun()).isFalse();
        assertThat(run.path().resolve("my notes.txt")).exists();
    }

    @Test
    void refusesAFolderOfOtherThings() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> RunFolder.fresh(folder)).hasMessageContaining("not empty and not the folder of a run");
    }

    @Test
    void refusesWhatCantBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunFolder.fresh(file.resolve("run"))).hasMessageContaining("can't write");
    }

    @Test
    void namesARunAfterItsData() {
        assertThat(RunFolder.free("cifar10").toString()).matches("runs.cifar10-\\d{8}-\\d{6}");
        assertThat(RunFolder.free("/data/my images.v2.npz").toString()).matches("runs.my-images-\\d{8}-\\d{6}");
    }
}
