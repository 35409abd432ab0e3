package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.TestTimeAugmentation;
import io.fovea.data.Npy;
import io.fovea.data.NpyArray;
import io.fovea.data.Npz;
import io.fovea.data.NpzDataset;
import io.fovea.keras.KerasFile;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.losses.MeanSquaredError;
import io.fovea.optimizers.SGD;

/** The commands that work on a run: evaluate, summary, report; and data. */
class RunCommandsTest {
    @TempDir
    static Path files;

    private static Path data;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        data = Stripes.npz(files.resolve("stripes.npz"));
        run = files.resolve("run");
        assertThat(CommandResult.fovea("train", data, "--epochs", 2, "--out", run, "--quiet").code()).isZero();
    }

    @Test
    void evaluateGivesWhatTheTrainingGave() throws IOException {
        CommandResult typed = CommandResult.fovea("evaluate", run, data);
        double loss = HistoryFile.read(run.resolve("history.csv")).get("val_loss")[1];

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.last()).startsWith(String.format("samples=30 loss=%.4f ", loss));
    }

    @Test
    void evaluateFollowsTheModelsClassNames() throws IOException {
        Path images = Stripes.folder(files.resolve("three"));
        Path named = files.resolve("named");
        CommandResult.fovea("train", images, "--epochs", 20, "--out", named, "--quiet");
        Path some = Files.createDirectories(files.resolve("some"));
        Files.move(images.resolve("right"), some.resolve("right"));
        Files.move(images.resolve("middle"), some.resolve("middle"));

        assertThat(CommandResult.fovea("evaluate", named, some).last())
                .startsWith("samples=20").endsWith("sparse_categorical_accuracy=1.0000");
    }

    @Test
    void evaluateAveragesViews() throws IOException {
        Path model = run.resolve("model.keras");
        CommandResult alone = CommandResult.fovea("evaluate", model, data);
        CommandResult six = CommandResult.fovea("evaluate", "--tta", model, data);
        double loss;
        try (Model loaded = KerasFile.load(model).model()) {
            loss = loaded.evaluate(
                    NpzDataset.open(data).test().orElseThrow(), TestTimeAugmentation.flipsAndShifts(1)).loss();
        }

        assertThat(six.code()).as(six.err()).isZero();
        assertThat(six.last()).startsWith(String.format("samples=30 loss=%.4f ", loss)).isNotEqualTo(alone.last());
        assertThat(CommandResult.fovea("evaluate", model, data, "--tta").out()).isEqualTo(six.out());
        assertThat(CommandResult.fovea("evaluate", "--tta=flips+shifts", model, data).out()).isEqualTo(six.out());
        assertThat(CommandResult.fovea("evaluate", "--tta", "flips", model, data).out())
                .isNotEqualTo(six.out()).isNotEqualTo(alone.out());
        CommandResult wrong = CommandResult.fovea("evaluate", "--tta=flip", model, data);
        assertThat(wrong.code()).isEqualTo(Errors.USAGE);
        assertThat(wrong.err()).contains("--tta is flips or flips+shifts, but got 'flip'");
    }

    @Test
    void predictAveragesViews() throws IOException {
        Path images = Stripes.folder(files.resolve("toPredict"));
        CommandResult alone = CommandResult.fovea("predict", run, images, "--format", "csv");
        CommandResult two = CommandResult.fovea("predict", "--tta", "flips", run, images, "--format", "csv");

        assertThat(two.code()).as(two.err()).isZero();
        assertThat(two.out().lines().count()).isEqualTo(alone.out().lines().count());
        assertThat(two.out()).isNotEqualTo(alone.out());
    }

    /** The report and the matrix are of the views, the model and its history are not. */
    @Test
    void trainReportsTheMeanOfViews() throws IOException {
        Path viewed = files.resolve("viewed");
        CommandResult typed = CommandResult.fovea("train", data, "--epochs", 2, "--tta", "--out", viewed);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("Confusion matrix of the test data, mean of 6 views");
        assertThat(typed.last()).matches(".* tta_accuracy=[01]\\.\\d{4}");
        assertThat(viewed.resolve("model.keras")).hasSameBinaryContentAs(run.resolve("model.keras"));
        assertThat(viewed.resolve("report.html")).content()
                .contains("by the mean of 6 views of it", "test-time augmentation", "flips+shifts");
        byte[] confusion = Files.readAllBytes(viewed.resolve("confusion.csv"));
        Files.delete(viewed.resolve("confusion.csv"));
        assertThat(CommandResult.fovea("report", viewed).code()).isZero();
        assertThat(viewed.resolve("confusion.csv")).hasBinaryContent(confusion);
        assertThat(viewed.resolve("report.html")).content().contains("by the mean of 6 views of it");
        assertThat(CommandResult.fovea("train", data, "--resume", "--epochs", 3, "--out", viewed).last())
                .contains(" tta_accuracy=");
    }

    @Test
    void whatHasNoViewsIsRefusedBeforeAnyWork() throws IOException {
        Path file = files.resolve("vectors.keras");
        Path vector = files.resolve("vector.npy");
        Npy.write(vector, new int[]{1, 3}, new float[3]);
        try (Model model = Sequential.of(Input.of(3), Dense.of(2))) {
            KerasFile.save(model, file);
        }
        CommandResult predicted = CommandResult.fovea("predict", file, vector, "--tta");
        assertThat(predicted.code()).isEqualTo(Errors.FAILED);
        assertThat(predicted.err()).contains("test-time augmentation is for images").hasLineCount(1);

        Path numbers = files.resolve("numbers.npz");
        Npz.write(numbers, Map.of(
                "x_train", new NpyArray(new int[]{4, 8, 8, 3}, false, new float[4 * 192]),
                "y_train", new NpyArray(new int[]{4, 2}, false, new float[]{.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f})));
        Path regression = files.resolve("regression.keras");
        try (Model model = Sequential.of(Input.of(8, 8, 3), Flatten.of(), Dense.of(2))) {
            model.compile(new SGD(), new MeanSquaredError());
            KerasFile.save(model, regression);
        }
        CommandResult trained = CommandResult.fovea(
                "train", numbers, "--model", regression, "--tta", "--epochs", 1, "--quiet", "--out",
                files.resolve("regression"));
        assertThat(trained.code()).as(trained.err()).isEqualTo(Errors.FAILED);
        assertThat(trained.err()).contains("--tta needs data with classes");
        assertThat(files.resolve("regression/model.keras")).doesNotExist();
    }

    @Test
    void summaryShowsTheModel() {
        CommandResult typed = CommandResult.fovea("summary", run.resolve("best.keras"));

        assertThat(typed.out()).contains(
                "conv2d_1 (Conv2D)", "Total params", "MFLOP a sample", "training step of batch 32: ", "seed: 1");
    }

    @Test
    void summaryShowsThePlan() {
        CommandResult typed = CommandResult.fovea("summary", run, "--plan", "--batch", 7, "--threads", 2);

        assertThat(typed.out())
                .containsPattern(
                        "training step, batch 7, .*B, \\d+ stages:\\R  1  input_layer -> conv2d\\R  2  conv2d_1 \\(winograd\\)")
                .containsPattern(
                        "predicting, batch 7, .*B, \\d+ stages:\\R  1  input_layer -> conv2d\\R  2  conv2d_1 \\(winograd\\)")
                .contains("conv2d_1 weight gradient");
        assertThat(CommandResult.fovea("summary", run, "--plan", "--batch", 0).err())
                .contains("--batch is from 1 to 1073741824, but got 0");
    }

    @Test
    void benchRefusesABatchOfNothing() {
        CommandResult typed = CommandResult.fovea("bench", "--batch", "10,0");

        assertThat(typed.code()).isEqualTo(Errors.USAGE);
        assertThat(typed.err()).contains("--batch is from 1 to 10000, but got 0");
    }

    @Test
    void reportIsWrittenAgain() throws IOException {
        byte[] confusion = Files.readAllBytes(run.resolve("confusion.csv"));
        Files.delete(run.resolve("report.html"));
        Files.delete(run.resolve("confusion.csv"));
        CommandResult typed = CommandResult.fovea("report", run);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.last()).isEqualTo(run.resolve("report.html").toString());
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("confusion.csv")).hasBinaryContent(confusion);
    }

    @Test
    void dataShowsShapesAndCounts() {
        CommandResult typed = CommandResult.fovea("data", data);

        assertThat(typed.out()).contains(
                "x_train [60, 8, 8, 3]\n", "y_train [60, 1]\n", "x_test [30, 8, 8, 3]\n", "y_test [30, 1]\n");
        assertThat(typed.last()).matches(" 2 2 +20 +10");
    }

    @Test
    void dataWritesASheet() throws IOException {
        Path sheet = files.resolve("sheet.png");
        CommandResult typed = CommandResult.fovea("data", data, "--out", sheet);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(ImageIO.read(sheet.toFile()).getWidth()).isGreaterThan(200);
    }

    @Test
    void dataWritesASheetOfAugmentedImages() throws IOException {
        Path sheet = files.resolve("augmented.png");
        CommandResult typed = CommandResult.fovea("data", data, "--augment", "flip,rotate:0.1", "--out", sheet);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(600);
    }
}
