package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumptionTest {
    @TempDir
    Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void makeData() throws IOException {
        data = Stripes.npz(folder.resolve("stripes.npz"));
        run = folder.resolve("run");
    }

    private CommandResult train(Object... more) {
        return CommandResult.fovea(Stream.concat(Stream.of("train", data, "--out", run), Stream.of(more)).toArray());
    }

    /** A run as a killed process leaves it: nothing says that it is done. */
    private void makeUndone() throws IOException {
        RunInfo.read(run.resolve("run.json")).with(RunInfo.RUNNING).write(run.resolve("run.json"));
        Files.delete(run.resolve("report.html"));
    }

    @Test
    void aDoneRunHasNothingLeftToDo() throws IOException {
        train("--epochs", 2);
        byte[] model = Files.readAllBytes(run.resolve("model.keras"));

        CommandResult typed = train("--resume");

        assertThat(typed.code()).isZero();
        assertThat(typed.err()).contains("nothing is left to do: the run in " + run + " has done all its 2 epochs");
        assertThat(run.resolve("model.keras")).hasBinaryContent(model);
    }

    @Test
    void moreEpochsComeToTheSameAsARunOfSoMany() throws IOException {
        Path once = folder.resolve("once");
        CommandResult.fovea("train", data, "--out", once, "--epochs", 5, "--batch", 7, "--seed", 3, "--optimizer",
                "sgd");
        train("--epochs", 2, "--batch", 7, "--seed", 3, "--optimizer", "sgd");

        CommandResult typed = train("--epochs", 5, "--resume", "--threads", 1);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("resumed in epoch 3 after 0 of its 9 batches").doesNotContain("is replaced");
        RunFiles.assertEqualButForBest(run, once);
    }

    @Test
    void anotherRunIsRefusedWithTheDifferences() {
        train("--epochs", 2, "--batch", 7, "--learning-rate", 0.01);

        CommandResult typed = train(
                "--resume", "--epochs", 1, "--batch", 10, "--optimizer", "sgd", "--seed", 4, "--no-shuffle", "--direct",
                "--validation", 0.5, "--learning-rate", 0.01);

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains(
                "the run in " + run
                        + " can't be resumed with other options: --batch was 7, now 10; --optimizer was adam, "
                        + "now sgd; --validation was not given, now 0.5; --seed was 1, now 4; --no-shuffle was false, "
                        + "now true; --direct was false, now true; --epochs was 2, now 1; leave them out");
        assertThat(run.resolve("model.keras")).exists();
    }

    @Test
    void otherDataAreRefused() throws IOException {
        train("--epochs", 1);
        Stripes.npz(data, Map.of("x_train", Stripes.bytes(59), "y_train", Stripes.labels(59)));

        CommandResult typed = train("--epochs", 2, "--resume");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).containsPattern("can't be resumed with other data: their checksum was \\S+ .*, now ");
    }

    @Test
    void goesOnWithAModelFileUnlessItWasChanged() throws IOException {
        train("--epochs", 1);
        Path model = Files.copy(run.resolve("model.keras"), folder.resolve("first.keras"));
        Path once = folder.resolve("once");
        CommandResult.fovea("train", data, "--out", once, "--epochs", 3, "--model", model);
        train("--epochs", 2, "--model", model);
        assertThat(train("--epochs", 3, "--resume").code()).isZero();
        RunFiles.assertEqualButForBest(run, once);

        Files.delete(model);
        Files.copy(once.resolve("model.keras"), model);
        CommandResult typed = train("--epochs", 4, "--resume");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err())
                .contains("is another one and can't be resumed with these settings: model file was SHA-256");
    }

    @Test
    void aRunWithoutACheckpointStartsAnew() throws IOException {
        Path once = folder.resolve("once");
        CommandResult.fovea("train", data, "--out", once, "--epochs", 2);
        train("--epochs", 2);
        makeUndone();
        new RunFolder(run).begin();
        RunInfo.read(once.resolve("run.json")).with(RunInfo.RUNNING).write(run.resolve("run.json"));

        CommandResult typed = train("--resume");

        assertThat(typed.err()).contains("ended before its first checkpoint: it starts again");
        RunFiles.assertEqual(run, once);
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws IOException {
        Path once = folder.resolve("once");
        CommandResult.fovea("train", data, "--out", once, "--epochs", 3);
        train("--epochs", 2);
        Path older = run.resolve("checkpoint/checkpoint-0003-0000000");
        byte[] checkpoint = Files.readAllBytes(older);
        train("--epochs", 3, "--resume");
        assertThat(older).doesNotExist(); // a run that is done keeps one
        Files.write(older, checkpoint);
        makeUndone();
        Path newest = run.resolve("checkpoint/checkpoint-0004-0000000");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2]++;
        Files.write(newest, bytes);

        CommandResult typed = train("--resume");

        assertThat(typed.err()).contains(
                newest + " can't be used: its checksum does not fit its content; the one before it is taken, "
                        + "checkpoint-0003-0000000",
                "resumed in epoch 3 after 0 of its 6 batches");
        RunFiles.assertEqualButForBest(run, once);
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        assertThat(train("--resume").err()).contains("no such run folder: " + run);
        Files.createDirectories(run);
        assertThat(train("--resume").err()).contains("it holds no run.json");
        CommandResult noFolder = CommandResult.fovea("train", data, "--resume");
        assertThat(noFolder.code()).isEqualTo(2);
        assertThat(noFolder.err()).contains("--resume needs --out");
        assertThat(train("--checkpoint", -1).err()).contains("--checkpoint is a number of seconds, 0 or more");
    }

    @Test
    void aFailedRunIsRefused() {
        train("--learning-rate", "1e30", "--optimizer", "sgd");
        assertThat(train("--resume").err()).contains("failed, since its loss became NaN or infinite, and would again");
    }
}
