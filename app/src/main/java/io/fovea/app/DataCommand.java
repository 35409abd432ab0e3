package io.fovea.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.fovea.data.ContactSheet;
import io.fovea.data.Dataset;
import io.fovea.data.LoadedData;
import io.fovea.files.AtomicFile;
import io.fovea.tensor.ByteSize;

/** {@code fovea data}: shapes and class counts of data, and a sheet of their images. */
@Command(name = "data", sortOptions = false,
        description = "Shows the shapes of data and how many samples each class has; writes a sheet of images.")
final class DataCommand implements Callable<Integer> {
    private static final int COLUMNS = 10;
    static final int ROWS = 6;
    /** Smaller images are enlarged by a whole factor up to about this height. */
    private static final int IMAGE_HEIGHT = 96;

    private final Terminal terminal;

    @Parameters(paramLabel = "DATA",
            description = "cifar10, a CIFAR-10 archive or folder, a folder of images by class, or an .npz.")
    private String data = "";

    @Option(names = "--out", paramLabel = "SHEET.png", description = "Write a sheet of images with their classes.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--augment", paramLabel = "LIST",
            description = "Show what a training with this option would make of the images: in each row of the sheet one image "
                    + "and changed ones. See fovea train --help.")
    private String augment = "";

    @Option(names = "--size", paramLabel = "HxW",
            description = "Size to which images in folders are resized (default: ${DEFAULT-VALUE}).")
    private String size = ImageSize.DEFAULT.toString();

    @Mixin
    private DataReader reader = new DataReader();

    DataCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        AugmentList changes = AugmentList.parse(augment);
        if (!changes.isEmpty() && out.isEmpty()) {
            throw new UsageException("--augment needs --out: the name of the sheet to write");
        }
        if (out.isPresent()) {
            if (!out.get().toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
                throw new UsageException("--out is the name of a .png file, but got " + out.get());
            }
            OutputFile.check(out.get());
        }
        LoadedData loaded = reader.read(data, terminal, ImageSize.parse(size));
        Dataset shown = changes.isEmpty() ? loaded.train() : AugmentedSheet.of(loaded.train(), changes);
        describe("train", loaded.train());
        loaded.test().ifPresent(test -> describe("test", test));
        counts(loaded);
        if (out.isPresent()) {
            writeSheet(shown, out.get(), changes.isEmpty() ? COLUMNS : AugmentedSheet.COLUMNS);
        }
        return 0;
    }

    private void describe(String part, Dataset dataset) {
        terminal.result("x_" + part + " " + TrainingData.shape(dataset.images()));
        terminal.result("y_" + part + " " + TrainingData.shape(dataset.labels()));
    }

    private void counts(LoadedData loaded) {
        int classes = Math.max(
                ClassNames.count(loaded.train()), loaded.test().map(ClassNames::count).orElse(0));
        List<String> names = ClassNames.complete(loaded.train().classNames(), classes);
        int width = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
        int[] train = counts(loaded.train(), classes);
        Optional<int[]> test = loaded.test().map(t -> counts(t, classes));
        terminal.result(
                String.format("%n   %-" + width + "s %9s%s", "class", "train", test.isPresent() ? "      test" : ""));
        for (int i = 0; i < classes; i++) {
            int c = i;
            terminal.result(String.format(
                    Locale.ROOT, "%2d %-" + width + "s %,9d%s", i, names.get(i), train[i],
                    test.map(t -> String.format(Locale.ROOT, " %,9d", t[c])).orElse("")));
        }
    }

    private static int[] counts(Dataset dataset, int classes) {
        int[] counts = new int[classes];
        for (int label : ClassNames.labels(dataset)) {
            counts[label]++;
        }
        return counts;
    }

    private void writeSheet(Dataset dataset, Path file, int columns) throws IOException {
        int height = dataset.images().shape().dimension(0);
        BufferedImage sheet = ContactSheet.of(
                dataset.images(), dataset.labels(), dataset.classNames(), columns, ROWS,
                Math.max(1, IMAGE_HEIGHT / height));
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(sheet, "png", out)) {
                throw new IOException("this Java has no writer for PNG files");
            }
        });
        terminal.say(file + ": " + sheet.getWidth() + " x " + sheet.getHeight() + " pixels, "
                + ByteSize.format(Files.size(file)));
    }
}
