package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Graph;
import io.fovea.Sequential;
import io.fovea.activations.Activations;
import io.fovea.data.Npy;
import io.fovea.keras.KerasFile;
import io.fovea.keras.ModelNotes;
import io.fovea.layers.Add;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.layers.Rescaling;

class PredictCommandTest {
    @TempDir
    static Path files;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        Path images = Stripes.folder(files.resolve("images"));
        CommandResult run =
                CommandResult.fovea("train", images, "--size", "8x8", "--epochs", 20, "--out", files.resolve("run"),
                        "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void namesTheClassOfAImage() {
        CommandResult typed =
                CommandResult.fovea("predict", files.resolve("run"), files.resolve("images/middle/3.png"));

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).matches(".*3.png: middle [01]\\.\\d{3}, \\w+ 0\\.\\d{3}, \\w+ 0\\.\\d{3}\n");
    }

    @Test
    void takesFoldersAndImagesOfAnySize() throws IOException {
        CommandResult typed = CommandResult.fovea(
                "predict", files.resolve("run/model.keras"), files.resolve("images/left"), "--top", 1);

        assertThat(typed.lines()).hasSize(10)
                .allMatch(line -> line.contains(": left 0.") || line.contains(": left 1."));
    }

    @Test
    void writesJson() {
        Path out = folder.resolve("out.json");
        CommandResult typed = CommandResult.fovea(
                "predict", files.resolve("run"), files.resolve("images/right/1.png"), "--format", "json", "--top", 2,
                "--out", out);

        JsonNode json = JsonMapper.builder().build().readTree(out);
        assertThat(typed.out()).isEmpty();
        assertThat(json.get(0).get("input").asString()).endsWith("1.png");
        assertThat(json.get(0).get("predictions")).hasSize(2);
        assertThat(json.get(0).get("predictions").get(0).get("class").asString()).isEqualTo("right");
    }

    @Test
    void writesCsv() {
        CommandResult typed = CommandResult.fovea(
                "predict", files.resolve("run"), files.resolve("images/right/1.png"), "--format", "csv");

        assertThat(typed.lines()).hasSize(4).first().isEqualTo("input,rank,class,index,probability");
        assertThat(typed.lines().get(1)).matches(".*1.png,1,right,2,[01]\\.\\d+(E-\\d+)?");
    }

    @Test
    void readsAndWritesArrays() throws IOException {
        Path in = folder.resolve("in.npy");
        Npy.write(in, new int[]{2, 8, 8, 3}, new float[2 * 8 * 8 * 3]);
        Path out = folder.resolve("out.npy");
        CommandResult typed = CommandResult.fovea("predict", files.resolve("run"), in, "--format", "npy", "--out", out);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Npy.readArray(out).shape()).containsExactly(2, 3);
        assertThat(CommandResult.fovea("predict", files.resolve("run"), in).lines()).hasSize(2).last().asString()
                .contains("in.npy[1]: ");
    }

    @Test
    void aModelThatRescalesGetsRawPixels() throws IOException {
        Path file = folder.resolve("rescaling.keras");
        try (var model = Sequential.of(
                Input.of(8, 8, 3), Rescaling.of(1 / 255.0), Flatten.of(), Dense.of(2).kernelInitializer(
                        new io.fovea.initializers.Constant(1 / 192f)))) {
            KerasFile.save(model, file, new ModelNotes(List.of("a", "b"), java.util.Map.of()));
        }
        Path out = folder.resolve("out.npy");
        CommandResult.fovea("predict", file, files.resolve("images/left/0.png"), "--format", "npy", "--out", out);

        // The mean of an image is far above 1/255, which it would be if it were scaled twice.
        assertThat(Npy.readArray(out).values()[0]).isBetween(0.2f, 0.6f);
    }

    @Test
    void severalInputsAndOutputs() throws IOException {
        Path file = folder.resolve("graph.keras");
        Node first = Input.of(4).apply();
        Node second = Input.of(4).apply();
        Node sum = Add.of().apply(first, second);
        Node classes = Dense.of(3).activation(Activations.SOFTMAX).apply(sum);
        try (var model = Graph.of(List.of(first, second), List.of(sum, classes))) {
            KerasFile.save(model, file, ModelNotes.none());
        }
        Path a = folder.resolve("a.npy");
        Path b = folder.resolve("b.npy");
        Npy.write(a, new int[]{1, 4}, new float[]{1, 2, 3, 4});
        Npy.write(b, new int[]{1, 4}, new float[]{10, 20, 30, 40});
        CommandResult typed = CommandResult.fovea(
                "predict", file, a, b, "--format", "npy", "--out", folder.resolve("out.npy"));

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Npy.readArray(folder.resolve("out_0.npy")).values()).containsExactly(11, 22, 33, 44);
        assertThat(Npy.readArray(folder.resolve("out_1.npy")).shape()).containsExactly(1, 3);
        assertThat(folder.resolve("out.npy")).doesNotExist();
        assertThat(CommandResult.fovea("predict", file, a).err()).contains("has 2 inputs");
    }
}
