package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they train, with a checkpoint after each batch: most kills hit one that is written. */
class KillTest {
    private static final int EPOCHS = 60;
    private static final int BATCH = 13;

    @TempDir
    Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void makeData() throws IOException {
        data = Stripes.npz(folder.resolve("stripes.npz"));
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

    private void awaitCheckpointBeyond(String newest, Process process) throws InterruptedException, IOException {
        while (newest().compareTo(newest) <= 0) {
            assertThat(process.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
            Thread.sleep(2);
        }
    }

    private String newest() {
        Path checkpoints = run.resolve("checkpoint");
        if (!Files.isDirectory(checkpoints)) {
            return "";
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("checkpoint-") && !name.endsWith(".part"))
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

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a killed process's files stay open for a while there")
    void aRunThatIsKilledTwiceComesToTheSame() throws IOException, InterruptedException {
        Path once = folder.resolve("once");
        Typed.fovea("train", data, "--out", once, "--epochs", EPOCHS, "--batch", BATCH);
        Random random = new Random(1);
        for (int round = 0; round < 2; round++) {
            run = folder.resolve("run-" + round);
            Process first = start("--epochs", Integer.toString(EPOCHS), "--batch", Integer.toString(BATCH));
            awaitCheckpointBeyond("", first);
            Thread.sleep(random.nextInt(100));
            kill(first);
            String reached = newest();
            Process second = start("--resume");
            awaitCheckpointBeyond(reached, second);
            Thread.sleep(random.nextInt(100));
            kill(second);

            Typed last = Typed.fovea("train", data, "--out", run, "--resume", "--threads", 1);

            assertThat(last.code()).as(last.err()).isZero();
            assertThat(last.err()).contains("resumed in epoch ");
            RunFiles.assertEqual(run, once);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a folder with open files can't be renamed there")
    void aDiskThatGoesAwayEndsTheTrainingAndLosesNothing() throws IOException, InterruptedException {
        Path once = folder.resolve("once");
        Typed.fovea("train", data, "--out", once, "--epochs", EPOCHS, "--batch", BATCH);
        Process process = start("--epochs", Integer.toString(EPOCHS), "--batch", Integer.toString(BATCH));
        awaitCheckpointBeyond("", process);
        Path checkpoints = run.resolve("checkpoint");
        Path away = folder.resolve("away");
        Files.move(checkpoints, away);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err"))).containsPattern(
                "fovea train: the checkpoint \\S+ can't be written \\(.+\\), so the training ends; the last good one, "
                        + "\\S+, is kept to be resumed from; put that right, and go on with --resume");

        Files.move(away, checkpoints);
        Typed last = Typed.fovea("train", data, "--out", run, "--resume");
        assertThat(last.code()).as(last.err()).isZero();
        RunFiles.assertEqual(run, once);
    }
}
