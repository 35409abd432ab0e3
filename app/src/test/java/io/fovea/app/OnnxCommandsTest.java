package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Sequential;
import io.fovea.activations.Activations;
import io.fovea.layers.Activation;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.onnx.OnnxFile;

class OnnxCommandsTest {
    @TempDir
    static Path files;

    @BeforeAll
    static void trainAndExport() throws IOException {
        Path images = Stripes.folder(files.resolve("images"));
        CommandResult run = CommandResult.fovea(
                "train", images, "--size", "8x8", "--epochs", 5, "--out", files.resolve("run"), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        CommandResult export = CommandResult.fovea(
                "export", files.resolve("run"), files.resolve("model.onnx"), "--fold-batch-norm");
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.lines()).containsExactly(files.resolve("model.onnx").toString());
    }

    @Test
    void importsWhatItExported() {
        CommandResult typed = CommandResult.fovea("import", files.resolve("model.onnx"), files.resolve("again.keras"));

        assertThat(typed.code()).as(typed.err()).isZero();
        Path image = files.resolve("images/middle/3.png");
        String expected = CommandResult.fovea("predict", files.resolve("run"), image).out();
        assertThat(CommandResult.fovea("predict", files.resolve("again.keras"), image).out()).isEqualTo(expected);
        assertThat(CommandResult.fovea("predict", files.resolve("model.onnx"), image).out()).isEqualTo(expected);
    }

    @Test
    void everyCommandTakesOnnxFiles() {
        Path model = files.resolve("model.onnx");
        Path images = files.resolve("images");

        assertThat(CommandResult.fovea("summary", model).out()).contains("Conv2D", "classes: left, middle, right");
        assertThat(CommandResult.fovea("evaluate", model, images).out())
                .isEqualTo(CommandResult.fovea("evaluate", files.resolve("run"), images).out());
        CommandResult trained = CommandResult.fovea(
                "train", images, "--model", model, "--epochs", 1, "--out", files.resolve("more"), "--quiet");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(files.resolve("more/model.keras")).exists();
    }

    @Test
    void refusesToTrainWhatItCannotSave() throws IOException {
        Path file = files.resolve("shrink.onnx");
        try (var model = Sequential.of(
                Input.of(8, 8, 3), Flatten.of(), Activation.of(Activations.squareplus(4)), Dense.of(3))) {
            OnnxFile.save(model, file);
        }

        CommandResult typed = CommandResult.fovea(
                "train", files.resolve("images"), "--model", file, "--out", files.resolve("never"));

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("is none of Keras's");
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        Path broken = Files.writeString(files.resolve("broken.onnx"), "no model");

        for (CommandResult typed : new CommandResult[]{
            CommandResult.fovea("summary", broken),
            CommandResult.fovea("import", broken, files.resolve("x.keras")),
            CommandResult.fovea("import", files.resolve("none.onnx"), files.resolve("x.keras"))}) {
            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.err().lines()).singleElement().asString().contains(".onnx").doesNotContain("Exception");
        }
        assertThat(files.resolve("x.keras")).doesNotExist();
    }

    @Test
    void checksTheNamesOfFiles() {
        assertThat(CommandResult.fovea("export", files.resolve("run"), "model.txt").code()).isEqualTo(2);
        assertThat(CommandResult.fovea("import", "model.txt", "model.keras").code()).isEqualTo(2);
        assertThat(CommandResult.fovea("import", "model.onnx", "model.txt").code()).isEqualTo(2);
        assertThat(CommandResult.fovea("export", files.resolve("run"), "x.onnx", "--opset", 16).code()).isEqualTo(2);
    }
}
