package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.Model;
import io.fovea.data.NpyArray;
import io.fovea.data.Npz;
import io.fovea.keras.KerasFile;
import io.fovea.keras.Weights;
import io.fovea.training.History;

/** A training that Keras began goes on as in Keras ({@code tools/golden/continue.py}), with what the file says. */
class ContinueTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "continue");

    /** Twelve steps in another order of sums; losses and weights are around 1. */
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    Path folder;

    private static CommandResult resumed(String name, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "train", GOLDEN.resolve(name + ".npz"), "--model", GOLDEN.resolve(name + "_before.keras"),
                "--no-shuffle",
                "--epochs", 3, "--batch", 16, "--out", out));
        words.addAll(List.of(more));
        return CommandResult.fovea(words.toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "classes, sparse_categorical_accuracy", "onehot, categorical_accuracy", "regression, mean_absolute_error",
        "images, ''"
    })
    void theTrainingGoesOnAsInKeras(String name, String metric) throws IOException {
        CommandResult typed = resumed(name, folder);
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("from the model's file: loss", "after 6 steps");
        History history = HistoryFile.read(folder.resolve("history.csv"));
        try (Npz after = Npz.open(GOLDEN.resolve(name + "_after.npz"));
                Model model = KerasFile.load(folder.resolve("model.keras")).model()) {
            float[] losses = after.array("history_loss").values();
            assertThat(losses).hasSize(3);
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(history.get("loss")[epoch]).isCloseTo(losses[epoch], within((double) TOLERANCE));
            }
            if (!metric.isEmpty()) {
                assertThat(history.get(metric)).hasSize(3);
            }
            List<float[]> weights = model.weights();
            for (int i = 0; i < weights.size(); i++) {
                float[] expected = after.array("weight_" + i).values();
                assertThat(weights.get(i)).hasSameSizeAs(expected);
                for (int k = 0; k < expected.length; k++) {
                    assertThat(weights.get(i)[k]).as("weight %d", i).isCloseTo(expected[k], within(TOLERANCE));
                }
            }
            assertThat(model.optimizerState().steps()).isEqualTo(15);
        }
        boolean hasClasses = name.equals("classes") || name.equals("onehot");
        assertThat(Files.exists(folder.resolve("report.html"))).isEqualTo(hasClasses);
        CommandResult evaluated = CommandResult.fovea("evaluate", folder, GOLDEN.resolve(name + ".npz"));
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.last()).startsWith("samples=40 loss=");
        assertThat(CommandResult.fovea("summary", folder).code()).isZero();
    }

    @Test
    void optionsWinOverTheFile() throws IOException {
        assertThat(resumed("classes", folder.resolve("a"), "--optimizer", "sgd", "--learning-rate", 0.5).err())
                .contains("from the model's file: loss sparse_categorical_crossentropy")
                .doesNotContain("optimizer Adam");
        try (Model model = KerasFile.load(folder.resolve("a/model.keras")).model()) {
            assertThat(model.optimizer().orElseThrow().getClass().getSimpleName()).isEqualTo("SGD");
            assertThat(model.optimizer().orElseThrow().learningRate()).isEqualTo(0.5);
            assertThat(model.optimizerState().steps()).isEqualTo(9);
        }
        CommandResult other = resumed("classes", folder.resolve("b"), "--loss", "categorical_focal_crossentropy");
        assertThat(other.err()).contains("optimizer Adam after 6 steps");
        try (Model model = KerasFile.load(folder.resolve("b/model.keras")).model()) {
            assertThat(model.losses().getFirst().name()).isEqualTo("categorical_focal_crossentropy");
            assertThat(model.optimizerState().steps()).isEqualTo(15);
        }
    }

    @Test
    void aRunOfAFileIsResumedWithTheFilesOptimizer() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        assertThat(resumed("regression", whole).code()).isZero();
        List<Object> words = List.of(
                "train", GOLDEN.resolve("regression.npz"), "--model", GOLDEN.resolve("regression_before.keras"),
                "--no-shuffle",
                "--epochs", 1, "--batch", 16, "--checkpoint", 0, "--out", parts);
        assertThat(CommandResult.fovea(words.toArray()).code()).isZero();
        CommandResult typed = CommandResult.fovea(
                "train", GOLDEN.resolve("regression.npz"), "--out", parts, "--resume", "--epochs", 3);
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(weights(parts)).usingRecursiveComparison().isEqualTo(weights(whole));
    }

    private static List<float[]> weights(Path run) throws IOException {
        try (Model model = KerasFile.load(run.resolve("model.keras")).model()) {
            return model.weights();
        }
    }

    @Test
    void weightsOfAFileAreTheBeginning() throws IOException {
        Path file = folder.resolve("w.npz");
        try (Model model = KerasFile.load(GOLDEN.resolve("classes_before.keras")).model()) {
            Weights.save(model, file);
        }
        Path out = folder.resolve("run");
        CommandResult typed =
                resumed("classes", out, "--weights", file, "--optimizer", "sgd", "--learning-rate", 1e-30);
        assertThat(typed.code()).as(typed.err()).isZero();
        try (Model model = KerasFile.load(GOLDEN.resolve("classes_before.keras")).model()) {
            assertThat(weights(out).getFirst()).isEqualTo(model.weights().getFirst());
        }
    }

    @Test
    void weightsOfAnotherModelAreRefused() throws IOException {
        Path file = folder.resolve("w.npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("dense/kernel", new NpyArray(new int[]{1}, false, new float[]{1}));
        Npz.write(file, arrays);
        CommandResult typed = resumed("classes", folder.resolve("run"), "--weights", file);
        assertThat(typed.code()).isEqualTo(Errors.FAILED);
        assertThat(typed.err()).contains(file.toString(), "expected 8:", "found 1: dense/kernel [1]");
        assertThat(resumed("classes", folder.resolve("run"), "--weights", file, "--find-learning-rate").err())
                .contains("expected 8:");
        CommandResult missing = resumed("classes", folder.resolve("run"), "--weights", folder.resolve("none.npz"));
        assertThat(missing.code()).isEqualTo(Errors.FAILED);
        assertThat(missing.err()).contains("there is no file of weights");
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        CommandResult typed = CommandResult.fovea(
                "train", GOLDEN.resolve("images.npz"), "--model", GOLDEN.resolve("classes_before.keras"), "--out",
                folder.resolve("run"));
        assertThat(typed.code()).isEqualTo(Errors.FAILED);
        assertThat(typed.err()).contains("sparse_categorical_crossentropy expects targets of shape [1]", "[6, 6]");
    }
}
