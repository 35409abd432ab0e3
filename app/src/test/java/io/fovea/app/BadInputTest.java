package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong: one clear line, the right exit code, nothing left behind. */
class BadInputTest {
    /** Files to make mistakes with, one run among them. */
    @TempDir
    static Path files;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeFiles() throws IOException {
        Stripes.npz(files.resolve("good.npz"));
        CommandResult run = CommandResult.fovea(
                "train", files.resolve("good.npz"), "--epochs", 1, "--out", files.resolve("run"), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        byte[] model = Files.readAllBytes(files.resolve("run/model.keras"));
        Files.write(files.resolve("cut.keras"), Arrays.copyOf(model, model.length / 2));
        Files.write(files.resolve("empty.keras"), new byte[0]);
        Files.writeString(files.resolve("text.keras"), "no zip at all");

        byte[] images = Stripes.bytes(6);
        byte[] labels = Stripes.labels(6);
        Stripes.npz(files.resolve("no-labels.npz"), Map.of("x_train", images));
        Stripes.npz(files.resolve("fewer.npz"), Map.of("x_train", images, "y_train", Stripes.labels(5)));
        Stripes.npz(files.resolve("negative.npz"),
                Map.of("x_train", images, "y_train", Stripes.labels(0, 1, 2, 0, 1, -1)));
        Stripes.npz(files.resolve("nan.npz"), Map.of("x_train", Stripes.floatsWith(6, Float.NaN), "y_train", labels));
        Stripes.npz(
                files.resolve("object.npz"),
                Map.of("x_train", Stripes.npy("|O", "(6,)", new byte[48]), "y_train", labels));
        Stripes.npz(
                files.resolve("more-classes.npz"),
                Map.of("x_train", images, "y_train", Stripes.labels(0, 1, 2, 3, 4, 5)));
        Files.writeString(files.resolve("text.npz"), "no zip at all");

        Files.write(files.resolve("empty.png"), new byte[0]);
        Files.writeString(files.resolve("text.png"), "no image at all");
        byte[] image = Files.readAllBytes(Stripes.image(files.resolve("good.png"), 1));
        Files.write(files.resolve("cut.png"), Arrays.copyOf(image, image.length / 2));
        Files.write(files.resolve("huge.png"), withSize(image, 30_000));
        Stripes.folder(files.resolve("images"));
        Files.createDirectories(files.resolve("no-images"));
        Files.createDirectories(files.resolve("other"));
        Files.writeString(files.resolve("other/thesis.txt"), "years of work");
    }

    /** A PNG whose header says that it is square and this large. */
    private static byte[] withSize(byte[] png, int size) {
        byte[] copy = png.clone();
        for (int i = 0; i < 4; i++) {
            byte part = (byte) (size >> 24 - 8 * i);
            copy[16 + i] = part;
            copy[20 + i] = part;
        }
        CRC32 crc = new CRC32();
        crc.update(copy, 12, 17);
        for (int i = 0; i < 4; i++) {
            copy[29 + i] = (byte) (crc.getValue() >> 24 - 8 * i);
        }
        return copy;
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(2, "command is missing", ""),
                arguments(2, "did you mean train", "trian"),
                arguments(2, "'foo'", "foo --help"),
                arguments(2, "did you mean train", "--help trian"),
                arguments(2, "DATA", "train"),
                arguments(2, "did you mean --epochs", "train @good.npz --epoch 3"),
                arguments(2, "--epochs is 1 or more, but got -1", "train @good.npz --epochs=-1"),
                arguments(2, "--batch is 1 or more, but got 0", "train @good.npz --batch 0"),
                arguments(2, "'ten' is not an int", "train @good.npz --batch ten"),
                arguments(2, "--threads is from 1 to 1024, but got 0", "train @good.npz --threads 0"),
                arguments(2, "--threads is from 1 to 1024, but got 10000", "train @good.npz --threads 10000"),
                arguments(2, "--validation is a share", "train @good.npz --validation 0"),
                arguments(2, "--validation is a share", "train @good.npz --validation 1"),
                arguments(2, "but got -0.5", "train @good.npz --validation=-0.5"),
                arguments(2, "but got NaN", "train @good.npz --validation NaN"),
                arguments(2, "--optimizer is one of adadelta, adafactor", "train @good.npz --optimizer adamm"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate NaN"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate 0"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate=-1"),
                arguments(2, "--batch is 1 or more, but got -2147483648", "train @good.npz --batch=-2147483648"),
                arguments(2, "'2147483648' is not an int", "train @good.npz --batch 2147483648"),
                arguments(2, "'NaN' is not an int", "train @good.npz --batch NaN"),
                arguments(2, "--epochs is 1 or more, but got 0", "train @good.npz --epochs 0"),
                arguments(2, "'2147483648' is not an int", "train @good.npz --epochs 2147483648"),
                arguments(2, "'1e3' is not an int", "train @good.npz --epochs 1e3"),
                arguments(2, "--threads is from 1 to 1024, but got -1", "train @good.npz --threads=-1"),
                arguments(2, "--threads is from 1 to 1024, but got 2147483647", "train @good.npz --threads 2147483647"),
                arguments(2, "'2147483648' is not an int", "train @good.npz --threads 2147483648"),
                arguments(2, "but got Infinity", "train @good.npz --validation Infinity"),
                arguments(1, "leaves one part empty", "train @good.npz --validation 1e-300"),
                arguments(1, "leaves one part empty", "train @good.npz --validation 4.9e-324"),
                arguments(2, "--checkpoint is a number of seconds", "train @good.npz --checkpoint=-1"),
                arguments(2, "--checkpoint is a number of seconds", "train @good.npz --checkpoint NaN"),
                arguments(2, "--checkpoint is a number of seconds", "train @good.npz --checkpoint Infinity"),
                arguments(2, "'x' is not a double", "train @good.npz --checkpoint x"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate Infinity"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate 1e300"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate 1e-300"),
                arguments(2, "--learning-rate", "train @good.npz --learning-rate=-0.0"),
                arguments(2, "'9223372036854775808' is not a long", "train @good.npz --seed 9223372036854775808"),
                arguments(2, "'NaN' is not a long", "train @good.npz --seed NaN"),
                arguments(2, "--size is a height and a width", "train @images --size 32"),
                arguments(2, "--size is a height and a width", "train @images --size=-1x8"),
                arguments(2, "--size is from 1 to 16000, but got 0", "train @images --size 0x8"),
                arguments(2, "--size is from 1 to 16000, but got 999999999", "train @images --size 8x999999999"),
                arguments(2, "--size is a height and a width", "train @images --size 9999999999x8"),
                arguments(2, "has an input size of its own", "train @images --size 8x8 --model @run"),
                arguments(1, "your images are large: at 1000x1000", "train @images --size 1000x1000"),
                arguments(1, "your images are large: 30 of 16000 x 16000 pixels", "train @images --size 16000x16000"),
                arguments(2, "--top is 1 or more, but got -2147483648", "predict @run @good.png --top=-2147483648"),
                arguments(2, "'2147483648' is not an int", "predict @run @good.png --top 2147483648"),
                arguments(2, "--batch is from 1 to 1073741824, but got 2147483647", "summary @run --batch 2147483647"),
                arguments(2, "--batch is from 1 to 10000, but got 2147483647", "bench --batch 2147483647"),
                arguments(2, "the recipe fast94 brings its optimizer",
                        "train @good.npz --model fast94 --optimizer adam"),
                arguments(2, "the recipe fast94 brings its optimizer", "train @good.npz --model fast94 --augment flip"),
                arguments(2, "--model is one of tutorial", "train @good.npz --model resnet"),
                arguments(2, "--top is 1 or more", "predict @run @good.png --top 0"),
                arguments(2, "--format is text, json, csv or npy", "predict @run @good.png --format xml"),
                arguments(2, "--format npy needs --out", "predict @run @good.png --format npy"),
                arguments(2, "INPUT", "predict @run"),
                arguments(2, "--augment knows no 'mirror'", "train @good.npz --augment mirror"),
                arguments(2, "at most 1.0, as rotate:0.1, but got 'rotate:2'",
                        "train @good.npz --augment flip,rotate:2"),
                arguments(2, "crop:8 is too much for images of 8x8", "train @good.npz --augment crop:8"),
                arguments(2, "--augment needs --out", "data @good.npz --augment flip"),
                arguments(2, "crop:9 is too much", "data @good.npz --augment crop:9 --out sheet.png"),
                arguments(2, ".png file", "data @good.npz --out sheet.gif"),

                arguments(1, "cifar11", "train cifar11"),
                arguments(1, "missing.npz", "train @missing.npz"),
                arguments(1, "y_train", "train @no-labels.npz"),
                arguments(1, "5", "train @fewer.npz"),
                arguments(1, "-1", "train @negative.npz"),
                arguments(1, "NaN", "train @nan.npz"),
                arguments(1, "object", "train @object.npz"),
                arguments(1, "text.npz", "train @text.npz"),
                arguments(1, "no-images", "train @no-images"),
                arguments(1, "missing.keras", "train @good.npz --model @missing.keras"),
                arguments(1, "label", "train @more-classes.npz --model @run/model.keras"),
                arguments(1, "leaves one part empty", "train @good.npz --validation 0.999"),
                arguments(1, "not the folder of a run", "train @good.npz --out @other"),
                arguments(1, "can't write the run folder", "train @good.npz --out @good.png/run"),

                arguments(1, "no such model", "evaluate @missing.keras @good.npz"),
                arguments(1, "no model.keras", "evaluate @other @good.npz"),
                arguments(1, "cut.keras", "summary @cut.keras"),
                arguments(1, "empty.keras", "summary @empty.keras"),
                arguments(1, "text.keras", "summary @text.keras"),
                arguments(1, "missing.png", "predict @run @missing.png"),
                arguments(1, "empty.png", "predict @run @empty.png"),
                arguments(1, "text.png", "predict @run @text.png"),
                arguments(1, "cut.png", "predict @run @cut.png"),
                arguments(1, "30000", "predict @run @huge.png"),
                arguments(1, "no-images", "predict @run @no-images"),
                arguments(1, "does not exist", "predict @run @good.png --out @nowhere/out.txt"),
                arguments(1, "does not exist", "data @good.npz --out @nowhere/sheet.png"),
                arguments(1, "no such run folder", "report @missing"),
                arguments(1, "no run.json", "report @other"));
    }

    @ParameterizedTest(name = "fovea {2}")
    @MethodSource("mistakes")
    void isToldInOneLine(int code, String message, String words) throws IOException {
        List<Path> before = everything(files);
        Object[] typed = Stream.concat(
                Stream.of(words.split(" ")).filter(w -> !w.isEmpty()).map(w -> w.replace("@", files + "/")),
                words.startsWith("train ") && !words.contains("--out")
                        ? Stream.of("--out", folder.resolve("run").toString())
                        : Stream.empty())
                .toArray();

        CommandResult result = CommandResult.fovea(typed);

        // Before the line of the error there may be what was already done: where the data came from.
        String last = result.err().lines().toList().getLast();
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(last).startsWith("fovea").contains(message);
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
        assertThat(result.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(everything(files)).isEqualTo(before);
    }

    private static List<Path> everything(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }
}
