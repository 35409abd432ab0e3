package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no signal to send there")
class InterruptionTest {
    @TempDir
    Path folder;

    @Test
    void savesWhatThereIs() throws Exception {
        Path data = Stripes.npz(folder.resolve("stripes.npz"));
        Path run = folder.resolve("run");
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Fovea.class.getName(), "train", data.toString(), "--epochs",
                "1000000", "--out", run.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        String rest;
        try (BufferedReader err = process.errorReader()) {
            awaitEpoch(err);
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            rest = String.join("\n", err.lines().toList());
        }

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(rest).contains("interrupted: stopping after this batch",
                "what there is lies in " + run + "; --resume continues from there");
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(RunInfo.read(run.resolve("run.json")).state()).isEqualTo("interrupted");
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("checkpoint")).isDirectoryContaining("glob:**/checkpoint-*");
        int epochs = HistoryFile.read(run.resolve("history.csv")).epochs().size();
        assertThat(epochs).isGreaterThan(1);
        assertThat(folder.resolve("out")).content().contains("run=" + run + " epochs=" + epochs + " ");
        assertThat(CommandResult.fovea("evaluate", run, data).code()).isZero();
    }

    private static void awaitEpoch(BufferedReader err) throws IOException {
        List<String> seen = new java.util.ArrayList<>();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            seen.add(line);
            if (line.contains("epoch       2/")) {
                return;
            }
        }
        throw new AssertionError("no second epoch: " + seen);
    }
}
