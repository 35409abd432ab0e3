package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands on one run folder at once; {@code tools/concurrent/run.sh} does it with processes, many times. */
class ConcurrencyTest {
    private static final int EPOCHS = 30;

    @TempDir
    Path folder;

    private Path data;
    private Path once;
    private Path run;

    @BeforeEach
    void makeData() throws IOException {
        data = Stripes.npz(folder.resolve("stripes.npz"));
        once = folder.resolve("once");
        run = folder.resolve("run");
        CommandResult.fovea("train", data, "--epochs", EPOCHS, "--out", once);
    }

    private static List<CommandResult> atOnce(List<Object[]> commands) {
        List<CompletableFuture<CommandResult>> running = new ArrayList<>();
        for (Object[] command : commands) {
            running.add(CompletableFuture.supplyAsync(
                    () -> CommandResult.fovea(command), task -> Thread.ofPlatform().start(task)));
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    private void onlyTheFirstMayFail(List<CommandResult> results) {
        assertThat(results).anyMatch(result -> result.code() == 0);
        assertThat(results).filteredOn(result -> result.code() != 0).allSatisfy(result -> {
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err().lines().toList().getLast())
                    .contains("the run folder " + run + " is in use by process ", "wait until that has ended");
            assertThat(result.out()).isEmpty();
        });
    }

    private void leavesNoTemporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void twoNewTrainings() throws IOException {
        Object[] train = {"train", data, "--epochs", EPOCHS, "--out", run};
        for (int i = 0; i < 3; i++) {
            onlyTheFirstMayFail(atOnce(List.of(train, train)));
            RunFiles.assertEqual(run, once);
            leavesNoTemporaryFiles();
        }
    }

    @Test
    void twoResumedTrainings() throws IOException {
        CommandResult.fovea("train", data, "--epochs", 2, "--out", run);
        Object[] resume = {"train", data, "--epochs", EPOCHS, "--out", run, "--resume"};

        onlyTheFirstMayFail(atOnce(List.of(resume, resume)));

        RunFiles.assertEqualButForBest(run, once);
        leavesNoTemporaryFiles();
    }

    @Test
    void aTrainingAndAReport() throws IOException {
        CommandResult.fovea("train", data, "--epochs", 2, "--out", run);

        onlyTheFirstMayFail(atOnce(List.of(
                new Object[]{"train", data, "--epochs", EPOCHS, "--out", run, "--resume"},
                new Object[]{"report", run})));

        assertThat(CommandResult.fovea("train", data, "--epochs", EPOCHS, "--out", run, "--resume").code()).isZero();
        RunFiles.assertEqualButForBest(run, once);
        leavesNoTemporaryFiles();
    }

    /** Two trainings without {@code --out} that start within a second. */
    @Test
    void newRunsHaveFoldersOfTheirOwn() throws IOException {
        String name = LockedRunFolder.name(data.toString());
        try (LockedRunFolder first = LockedRunFolder.create(java.util.Optional.empty(), data.toString(), "a test");
                LockedRunFolder second =
                        LockedRunFolder.create(java.util.Optional.empty(), data.toString(), "a test")) {
            assertThat(first.folder().path()).isNotEqualTo(second.folder().path());
            assertThat(first.folder().path().toString()).startsWith("runs").contains(name.substring(0, 8));
        }
    }
}
