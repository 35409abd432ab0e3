package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Model;
import io.fovea.keras.KerasFile;
import io.fovea.keras.LoadedModel;
import io.fovea.optimizers.CosineDecay;
import io.fovea.optimizers.Optimizer;

class TrainCommandTest {
    @TempDir
    Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void makeData() throws IOException {
        data = Stripes.npz(folder.resolve("stripes.npz"));
        run = folder.resolve("runs/first");
    }

    private CommandResult train(Object... more) {
        Object[] words = Stream.concat(
                Stream.of("train", data, "--epochs", 3, "--out", run), Stream.of(more)).toArray();
        return CommandResult.fovea(words);
    }

    @Test
    void fillsTheRunFolder() throws IOException {
        CommandResult typed = train();

        assertThat(typed.err()).contains(
                "x_train [60, 8, 8, 3]\n", "y_train [60, 1]\n", "x_test [30, 8, 8, 3]\n", "Total params", "memory: ",
                " weights and optimizer, ", " data in Java's heap of up to ",
                "epoch 1/3", "epoch 3/3", "val_accuracy");
        assertThat(typed.code()).isZero();
        assertThat(run).isDirectoryContaining("glob:**/{model,best}.keras");
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(
                    "model.keras", "best.keras", "history.csv", "confusion.csv", "report.html", "run.json",
                    "checkpoint");
        }
        assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(4).first().isEqualTo(
                "epoch,loss,sparse_categorical_accuracy,val_loss,val_sparse_categorical_accuracy,seconds");
        assertThat(typed.last()).matches(
                "run=.*first epochs=3 loss=\\S+ sparse_categorical_accuracy=\\S+ val_loss=\\S+ "
                        + "val_sparse_categorical_accuracy=\\S+");
        RunInfo info = RunInfo.read(run.resolve("run.json"));
        assertThat(info.state()).isEqualTo("done");
        assertThat(info.command()).startsWith("train", data.toString());
        assertThat(info.seconds()).containsOnlyKeys("data", "training", "report");
        assertThat(info.classNames()).containsExactly("0", "1", "2");
    }

    @Test
    void theModelsFileKeepsTheHistory() throws IOException {
        train();
        LoadedModel loaded = KerasFile.load(run.resolve("model.keras"));
        loaded.model().close();
        assertThat(loaded.notes().provenance()).containsKeys("seed", "data checksum", "fovea", "history of loss");
        assertThat(loaded.notes().provenance().get("history of val_loss").split(" ")).hasSize(3);
    }

    @Test
    void theSameSeedGivesTheSameModelWithAnyNumberOfThreads() throws IOException {
        Path other = folder.resolve("second");
        train("--threads", 1);
        Path moved = Files.copy(data, Files.createDirectories(folder.resolve("elsewhere")).resolve("stripes.npz"));
        CommandResult.fovea("train", moved, "--epochs", 3, "--out", other, "--threads", 2);

        assertThat(other.resolve("model.keras")).hasSameBinaryContentAs(run.resolve("model.keras"));
        assertThat(other.resolve("best.keras")).hasSameBinaryContentAs(run.resolve("best.keras"));
    }

    @Test
    void anotherSeedGivesAnotherModel() throws IOException {
        train();
        byte[] first = Files.readAllBytes(run.resolve("model.keras"));
        train("--seed", 2);

        assertThat(Files.readAllBytes(run.resolve("model.keras"))).isNotEqualTo(first);
    }

    @Test
    void quietPrintsTheLastLineOnly() {
        CommandResult typed = train("--quiet");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.lines()).hasSize(1);
        assertThat(typed.last()).startsWith("run=");
    }

    @Test
    void holdsAShareOut() throws IOException {
        Path images = Stripes.folder(folder.resolve("images"));
        CommandResult typed = CommandResult.fovea("train", images, "--validation", "0.2", "--epochs", 1, "--out", run);

        assertThat(typed.err()).contains("x_train [24, 32, 32, 3]", "x_val [6, 32, 32, 3]", "left, middle, right");
        assertThat(typed.out()).contains("Confusion matrix of the validation data", " of 6 validation images are");
        assertThat(run.resolve("report.html")).content().contains("Counts of validation images");
        assertThat(typed.last()).contains("val_loss=");
    }

    @Test
    void trainsWithoutValidation() throws IOException {
        Path images = Stripes.folder(folder.resolve("images"));
        CommandResult typed = CommandResult.fovea("train", images, "--epochs", 2, "--out", run);

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).contains("Confusion matrix of the training data", " of 30 training images are");
        assertThat(run.resolve("report.html")).content().contains("Counts of training images");
        assertThat(run.resolve("best.keras")).exists();
    }

    @Test
    void goesOnWithAModel() throws IOException {
        train();
        Path second = folder.resolve("second");
        CommandResult typed = CommandResult.fovea(
                "train", data, "--model", run.resolve("model.keras"), "--optimizer", "sgd", "--learning-rate", "0.001",
                "--epochs", 1, "--out", second);

        assertThat(typed.code()).isZero();
        double before = HistoryFile.read(run.resolve("history.csv")).epochs().getLast().logs().get("val_loss");
        double after = HistoryFile.read(second.resolve("history.csv")).epochs().getLast().logs().get("val_loss");
        assertThat(after).isLessThan(before + 0.05);
    }

    @Test
    void replacesARunOnlyOnceTheInputIsGood() throws IOException {
        train();
        byte[] first = Files.readAllBytes(run.resolve("model.keras"));
        CommandResult bad = CommandResult.fovea("train", folder.resolve("missing.npz"), "--out", run);

        assertThat(bad.code()).isEqualTo(1);
        assertThat(run.resolve("model.keras")).hasBinaryContent(first);
        assertThat(train("--epochs", "1").code()).isNotZero(); // an option twice is wrong usage
        assertThat(CommandResult.fovea("train", data, "--epochs", 1, "--out", run).err()).contains("is replaced");
        assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(2);
    }

    @Test
    void aScheduleIsKeptInTheFileAndEndsWithTheTraining() throws IOException {
        assertThat(train("--schedule", "cosine:0.1,warmup:1").code()).isZero();
        assertThat(RunInfo.read(run.resolve("run.json")).settings().schedule()).isEqualTo("cosine:0.1,warmup:1");
        try (Model model = KerasFile.load(run.resolve("model.keras")).model()) {
            assertThat(model.optimizer()).map(Optimizer::schedule)
                    .contains(new CosineDecay(0, 12, 0.1, Optional.of(0.001), 6));
        }
        CommandResult more = CommandResult.fovea("train", data, "--out", run, "--resume", "--epochs", 5);
        assertThat(more.code()).isEqualTo(1);
        assertThat(more.err()).contains(
                "--epochs was 3, now 5, but --schedule cosine:0.1,warmup:1 ends with the last of them");
    }

    @Test
    void findsALearningRate() throws IOException {
        Path out = folder.resolve("rates");
        CommandResult found = CommandResult.fovea(
                "train", data, "--find-learning-rate", "--out", out, "--batch", 20);
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.last()).matches("learning_rate=[0-9.E-]+");
        assertThat(Double.parseDouble(found.last().substring(14))).isBetween(1e-5, 1.0);
        assertThat(Files.readString(out.resolve("learning-rate.html"))).contains("<svg", "It falls fastest at <b>");
        assertThat(ImageIO.read(out.resolve("learning-rate.png").toFile()).getWidth()).isEqualTo(760);
        assertThat(train("--find-learning-rate", "--learning-rate", 0.1).code()).isEqualTo(2);
    }

    @Test
    void saysThatTheLossDiverged() throws IOException {
        CommandResult typed = train("--learning-rate", "1e30", "--optimizer", "sgd");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("learning rate of 1.0E30 is probably too high", "layer ",
                "--learning-rate 1.0E29");
        assertThat(RunInfo.read(run.resolve("run.json")).state()).isEqualTo("failed");
    }

    @Test
    void lossMetricsAndClassWeightsByTheirNames() throws IOException {
        CommandResult typed = train(
                "--loss", "categorical_focal_crossentropy", "--metrics", "top_k_categorical_accuracy,AUC,f1_score",
                "--class-weights", "balanced");

        assertThat(typed.code()).isZero();
        assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(4).first().isEqualTo(
                "epoch,loss,categorical_accuracy,top_k_categorical_accuracy,auc,f1_score,val_loss,val_categorical_accuracy,"
                        + "val_top_k_categorical_accuracy,val_auc,val_f1_score,seconds");
        RunInfo.Settings settings = RunInfo.read(run.resolve("run.json")).settings();
        assertThat(settings.loss()).isEqualTo("categorical_focal_crossentropy");
        assertThat(settings.metrics()).containsExactly("top_k_categorical_accuracy", "AUC", "f1_score");
        assertThat(settings.classWeights()).isEqualTo("balanced");
        assertThat(CommandResult.fovea("evaluate", run, data).code()).isZero();
    }

    @Test
    void anotherNetworkAndOptimizerByName() throws IOException {
        CommandResult typed = CommandResult.fovea(
                "train", data, "--epochs", 30, "--out", run, "--model", "resnet20", "--optimizer", "rmsprop",
                "--early-stopping", 1);
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("batch_normalization", "global_average_pooling2d");
        RunInfo.Settings settings = RunInfo.read(run.resolve("run.json")).settings();
        assertThat(settings.model()).isEqualTo("resnet20");
        assertThat(settings.optimizer()).isEqualTo("rmsprop");
        assertThat(settings.earlyStopping()).isEqualTo(1);
        // One line for the names of the columns; the accuracy can't get better for 30 epochs in a row.
        assertThat(Files.readAllLines(run.resolve("history.csv")).size()).isBetween(3, 30);
        assertThat(train("--model", "resnet").err()).contains("--model is one of tutorial, lenet5");
        assertThat(train("--early-stopping", 0).err()).contains("--early-stopping");
    }

    @Test
    void unknownNamesAreRefused() {
        assertThat(train("--loss", "nothing").err()).contains("the loss 'nothing' isn't known", "MeanSquaredError");
        assertThat(train("--metrics", "nothing").err()).contains("nothing", "isn't known", "AUC");
        assertThat(train("--class-weights", "some").err()).contains("--class-weights is none or balanced");
        assertThat(train("--metrics", "auc").err()).contains("auc can't be taken with the loss");
    }

    @Test
    void augmentationIsInTheModelAndSurvivesAResume() throws IOException {
        Path once = folder.resolve("once");
        CommandResult typed = CommandResult.fovea(
                "train", data, "--epochs", 3, "--out", once, "--augment", "flip,crop:1,brightness:0.1");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("random_flip", "random_translation", "random_brightness");
        assertThat(RunInfo.read(once.resolve("run.json")).settings().augment()).isEqualTo("flip,crop:1,brightness:0.1");

        CommandResult.fovea(
                "train", data, "--epochs", 1, "--out", run, "--augment", "flip,crop:1,brightness:0.1", "--threads", 1);
        assertThat(train("--resume", "--augment", "flip").err()).contains(
                "--augment was flip,crop:1,brightness:0.1, now flip");
        CommandResult resumed = train("--resume");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        RunFiles.assertEqualButForBest(run, once);

        CommandResult further = CommandResult.fovea(
                "train", data, "--model", run, "--epochs", 1, "--out", folder.resolve("further"), "--augment",
                "rotate:0.1");
        assertThat(further.code()).as(further.err()).isZero();
        assertThat(further.err()).contains("random_rotation", "random_flip");
    }
}
