package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.files.FolderLock;

class RunFolderTest {
    @TempDir
    Path folder;

    private LockedRunFolder create(Path path) throws IOException {
        return LockedRunFolder.create(Optional.of(path), "cifar10", "a test");
    }

    @Test
    void aRunThatNeverBeganLeavesNothing() throws IOException {
        try (LockedRunFolder locked = create(folder.resolve("a/b/c"))) {
            assertThat(locked.folder().path()).isDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void beginningDeletesTheFilesOfAnEarlierRun() throws IOException {
        Path path = folder.resolve("a/b");
        try (LockedRunFolder locked = create(path)) {
            locked.folder().begin();
            Files.writeString(locked.folder().info(), "{}");
            Files.writeString(path.resolve("my notes.txt"), "good one");
            Files.writeString(path.resolve(".model.keras-1234.part"), "of a killed process");
        }
        try (LockedRunFolder locked = create(path)) {
            assertThat(locked.folder().holdsRun()).isTrue();
            locked.folder().begin();
            assertThat(locked.folder().holdsRun()).isFalse();
        }
        assertThat(path).isDirectoryContaining("glob:**/my notes.txt").isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void aFolderInWhichARunWasKilledBeforeItBeganIsFree() throws IOException {
        Files.writeString(folder.resolve(FolderLock.NAME), "process 1 (fovea train)");
        Files.writeString(folder.resolve(".run.json-1234.part"), "");
        try (LockedRunFolder locked = create(folder)) {
            assertThat(locked.folder().isFree()).isTrue();
        }
    }

    @Test
    void refusesAFolderOfOtherThings() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> create(folder)).hasMessageContaining("not empty and not the folder of a run");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void refusesWhatCantBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> create(file.resolve("run"))).hasMessageContaining("can't write");
    }

    @Test
    void isForOneProcess() throws IOException {
        try (LockedRunFolder locked = create(folder.resolve("run"))) {
            locked.folder().begin();
            Files.writeString(locked.folder().info(), "{}");
            for (ThrowableAssert.ThrowingCallable second : List.<ThrowableAssert.ThrowingCallable>of(
                    () -> create(folder.resolve("run")),
                    () -> LockedRunFolder.existing(folder.resolve("run"), "a second test"))) {
                assertThatThrownBy(second).isInstanceOf(Failure.class).hasMessageContainingAll(
                        "the run folder " + folder.resolve("run") + " is in use by process ",
                        ProcessHandle.current().pid() + " (a test, since ", "wait until that has ended");
            }
        }
        create(folder.resolve("run")).close();
    }

    @Test
    void namesARunAfterItsData() {
        assertThat(LockedRunFolder.name("cifar10")).matches("cifar10-\\d{8}-\\d{6}");
        assertThat(LockedRunFolder.name("/data/my images.v2.npz")).matches("my-images-\\d{8}-\\d{6}");
    }
}
