package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they train, with a checkpoint after each batch: most kills hit one that is written. */
class KillTest {
    private static final int EPOCHS = 40;
    private static final int BATCH = 13;
    private static final int BATCHES = 5;

    @TempDir
    static Path shared;

    private static Path data;
    private static Path once;

    @TempDir
    Path folder;

    private Path run;

    /** The run that nothing happens to. */
    @BeforeAll
    static void train() throws IOException {
        data = Stripes.npz(shared.resolve("stripes.npz"));
        once = shared.resolve("once");
        CommandResult.fovea("train", data, "--out", once, "--epochs", EPOCHS, "--batch", BATCH);
    }

    @BeforeEach
    void nameTheRun() {
        run = folder.resolve("run");
    }

    private Process start(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Fovea.class.getName(), "train", data.toString(), "--out",
                run.toString(), "--checkpoint", "0"));
        words.addAll(List.of(more));
        return new ProcessBuilder(words)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** Waits for a checkpoint that is not older than {@code name}; there is one after each batch. */
    private void awaitProgress(String name, Process process) throws InterruptedException, IOException {
        while (newest().compareTo(name) < 0) {
            assertThat(process.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
            Thread.sleep(1);
        }
    }

    private static String checkpoint(int epoch, int batch) {
        return String.format(Locale.ROOT, "checkpoint-%04d-%07d", epoch, batch);
    }

    private String newest() {
        Path checkpoints = run.resolve("checkpoint");
        if (!Files.isDirectory(checkpoints)) {
            return "";
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("checkpoint-\\d+-\\d+"))
                    .max(String::compareTo)
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Killed at moments of its progress, not of the clock, so that each kill hits a training that can be resumed. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a killed process's files stay open for a while there")
    void aRunThatIsKilledTwiceEndsWithTheSameFiles() throws IOException, InterruptedException {
        Random random = new Random(1);
        Process first = start("--epochs", Integer.toString(EPOCHS), "--batch", Integer.toString(BATCH));
        awaitProgress(checkpoint(1 + random.nextInt(EPOCHS / 3), 1 + random.nextInt(BATCHES)), first);
        kill(first);
        Process second = start("--resume");
        awaitProgress(checkpoint(EPOCHS / 2 + random.nextInt(EPOCHS / 3), 1 + random.nextInt(BATCHES)), second);
        kill(second);
        assertThat(Files.readString(folder.resolve("err"))).contains("resumed in epoch ");

        CommandResult last = CommandResult.fovea("train", data, "--out", run, "--resume", "--threads", 1);

        assertThat(last.code()).as(last.err()).isZero();
        assertThat(last.err()).contains("resumed in epoch ");
        RunFiles.assertEqual(run, once);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux can limit the files of a running process")
    void aFullDiskStopsTheTrainingAndLosesNothing() throws IOException, InterruptedException {
        Process process = start("--epochs", Integer.toString(EPOCHS), "--batch", Integer.toString(BATCH));
        awaitProgress(checkpoint(2, 1), process);
        assumeTrue(limitFiles(process), "prlimit is not there");

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err"))).containsPattern(
                "fovea train: the checkpoint \\S+ can't be written \\(File too large\\), so the training "
                        + "ends; the last good one, \\S+, is kept to be resumed from; put that right, and continue with "
                        + "--resume");

        CommandResult last = CommandResult.fovea("train", data, "--out", run, "--resume");
        assertThat(last.code()).as(last.err()).isZero();
        RunFiles.assertEqual(run, once);
    }

    /** From now on, what the process writes beyond this size fails, as on a full disk; a checkpoint is larger. */
    private static boolean limitFiles(Process process) throws InterruptedException {
        try {
            return new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=100000").start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
