package io.fovea.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.training.CheckpointException;

class CheckpointFolderTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private static Checkpoint checkpoint(int epoch, int batch) {
        return new Checkpoint(
                Map.of(), List.of(), "scalar", epoch, batch, 1, 0, Double.NaN,
                new MetricAccumulators.Sums(0, new double[0]),
                List.of(),
                List.of());
    }

    private CheckpointFolder written(Checkpoint... checkpoints) {
        CheckpointFolder written = new CheckpointFolder(folder);
        written.begin(true);
        for (Checkpoint checkpoint : checkpoints) {
            written.write(checkpoint, List.of());
        }
        written.finish();
        return written;
    }

    private int newestBatch() {
        return new CheckpointFolder(folder).newest(warnings::add).orElseThrow().checkpoint().batch();
    }

    @Test
    void theLastTwoAreKept() {
        written(checkpoint(1, 5), checkpoint(2, 0), checkpoint(9, 9), checkpoint(10, 1));
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("checkpoint-0009-0000009", "checkpoint-0010-0000001");
        assertThat(newestBatch()).isEqualTo(1);
    }

    @Test
    void epochsBeyondFourDigitsAreNewer() {
        written(checkpoint(9999, 5), checkpoint(10000, 3));
        assertThat(newestBatch()).isEqualTo(3);
    }

    @Test
    void ofADamagedOneTheOlderIsTakenAndKept() throws IOException {
        written(checkpoint(1, 5), checkpoint(1, 6));
        Path newest = folder.resolve("checkpoint-0001-0000006");
        Files.write(newest, new byte[3]);
        CheckpointFolder resumed = new CheckpointFolder(folder);

        assertThat(resumed.newest(warnings::add).orElseThrow().checkpoint().batch()).isEqualTo(5);
        assertThat(warnings)
                .containsExactly("the checkpoint " + newest + " can't be used: it has 3 bytes, which is too "
                        + "few; the one before it is taken, checkpoint-0001-0000005");

        resumed.begin(false);
        resumed.write(checkpoint(1, 7), List.of());
        resumed.finish();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("checkpoint-0001-0000005", "checkpoint-0001-0000007");
    }

    @Test
    void allDamagedIsAnError() throws IOException {
        written(checkpoint(1, 5), checkpoint(1, 6));
        Files.write(folder.resolve("checkpoint-0001-0000005"), new byte[3]);
        Files.write(folder.resolve("checkpoint-0001-0000006"), new byte[100]);
        assertThatThrownBy(this::newestBatch).isInstanceOf(CheckpointException.class).hasMessageContainingAll(
                "no checkpoint is left to go on from: ", "0000006 can't be used: it is no checkpoint; ",
                "0000005 can't be used: it has 3 bytes, which is too few; delete them and train from the start");
    }

    @Test
    void unfinishedOnesAreDeletedAndOtherFilesAreNot() throws IOException {
        Files.createFile(folder.resolve("checkpoint-0001-0000006.part"));
        Files.createFile(folder.resolve("notes.part"));
        Files.createFile(folder.resolve("checkpoint-final"));
        written();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("notes.part", "checkpoint-final");
    }

    @Test
    void whatCantBeWrittenKeepsTheLastGoodOne() {
        CheckpointFolder full = written(checkpoint(1, 5));
        Path good = folder.resolve("checkpoint-0001-0000005");
        Floats broken = new Floats("w", 1, () -> {
            throw new UncheckedIOException(new IOException("No space left on device"));
        }, values -> {});
        assertThatThrownBy(() -> full.write(checkpoint(1, 6), List.of(broken))).hasMessageContaining("No space");
        assertThat(newestBatch()).isEqualTo(5);
        assertThat(folder).isDirectoryContaining(good::equals);
    }

    /** A link of the name that a temporary file used to have is not followed. */
    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        CheckpointFolder begun = new CheckpointFolder(folder);
        begun.begin(true);
        Files.createSymbolicLink(folder.resolve("checkpoint-0001-0000006.part"), elsewhere);
        begun.write(checkpoint(1, 6), List.of());
        begun.finish();
        assertThat(elsewhere).isEmptyFile();
        assertThat(newestBatch()).isEqualTo(6);
        assertThatThrownBy(() -> CheckpointFile.write(
                folder.resolve("checkpoint-0001-0000006.part"), checkpoint(1, 6), List.of()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFolderInUseIsRefusedWithItsProcess() {
        CheckpointFolder first = new CheckpointFolder(folder);
        CheckpointFolder second = new CheckpointFolder(folder);
        first.lock();
        assertThatThrownBy(second::lock).isInstanceOf(CheckpointException.class).hasMessageContainingAll(
                folder + " is in use by", Long.toString(ProcessHandle.current().pid()), "a training",
                "; wait until it ends, or name another folder");
        second.unlock();
        first.unlock();
        second.lock();
        second.unlock();
    }

    /** What fails in the background comes to light with the next one. */
    @Test
    void aNameThatIsTakenIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("checkpoint-0001-0000006/full"));
        CheckpointFolder taken = new CheckpointFolder(folder);
        taken.write(checkpoint(1, 6), List.of());
        assertThatThrownBy(() -> taken.write(checkpoint(1, 7), List.of())).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("checkpoint-0001-0000006 can't be written")
                .hasMessageEndingWith("there was none before it");
        assertThat(folder.toFile().list()).containsExactly("checkpoint-0001-0000006");
    }
}
