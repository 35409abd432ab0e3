package io.fovea.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with one folder of images for each class: {@code pets/cat/1.png}, {@code pets/dog/2.jpg}. The folders' names,
 * sorted, are the classes. If there is a folder {@code train} beside {@code test} (or {@code val}, {@code validation}), each
 * with such folders in it, they are the two parts. Hidden files, and files without the name of an image, are ignored.
 */
public final class ImageFolder {
    private static final List<String> TEST_NAMES = List.of("test", "val", "validation");

    private ImageFolder() {}

    /**
     * Reads the images.
     *
     * @throws DataException when there are fewer than two classes, a class has no image, the test part has a class that the
     *     training part has not, or images can't be read and are not to be skipped
     */
    public static LoadedData open(Path folder, ImageOptions options) {
        List<String> parts = folders(folder);
        Optional<Path> test = Optional.empty();
        Path train = folder;
        if (parts.contains("train")) {
            test = TEST_NAMES.stream().filter(parts::contains).findFirst().map(folder::resolve);
            // A class may be called train, but not the only one.
            train = test.isPresent() || parts.size() == 1 ? folder.resolve("train") : folder;
        }
        List<String> classes = folders(train);
        if (classes.size() < 2) {
            throw new DataException(
                    train + " has " + (classes.isEmpty() ? "no folder of images" : "one folder of images")
                            + ", but a data set needs two or more: one for each class");
        }
        LabeledFiles trainFiles = images(train, classes);
        Optional<LabeledFiles> testFiles = test.map(t -> testFiles(t, classes));
        // One call reads both parts, so that an error names the broken files of both.
        List<Path> all = new ArrayList<>(trainFiles.files());
        testFiles.ifPresent(files -> all.addAll(files.files()));
        LoadedImages images = ImageFiles.load(all, options);
        Map<Path, Integer> read = new HashMap<>();
        for (int i = 0; i < images.files().size(); i++) {
            read.put(images.files().get(i), i);
        }
        Sha256 checksum = new Sha256();
        Dataset trained = trainFiles.dataset(images, read, classes, checksum);
        Optional<Dataset> tested = testFiles.map(files -> files.dataset(images, read, classes, checksum));
        String count = read.size() == all.size() ? "every image" : read.size() + " of " + all.size() + " images";
        return new LoadedData(trained, tested, folder + ", " + count + " read", checksum.finish());
    }

    /** The files of a part with their labels. */
    private record LabeledFiles(Path folder, List<Path> files, List<Integer> labels) {
        Dataset dataset(LoadedImages images, Map<Path, Integer> read, List<String> classes, Sha256 checksum) {
            List<Integer> indices = new ArrayList<>();
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                Integer index = read.get(files.get(i));
                if (index != null) {
                    indices.add(index);
                    kept.add(labels.get(i));
                    checksum.add(labels.get(i) + "/" + files.get(i).getFileName());
                    checksum.add(files.get(i));
                }
            }
            for (int c = 0; c < classes.size(); c++) {
                if (!kept.contains(c)) {
                    throw new DataException(folder.resolve(classes.get(c)) + " has no image that can be read");
                }
            }
            int first = indices.getFirst();
            ByteSamples own = images.samples().range(first, first + indices.size());
            return Dataset.of(own, new Labels(kept.stream().mapToInt(Integer::intValue).toArray()), classes);
        }
    }

    private static LabeledFiles testFiles(Path folder, List<String> classes) {
        for (String name : folders(folder)) {
            if (!classes.contains(name)) {
                throw new DataException(
                        folder.resolve(name) + " is a class that the training images don't have; they have "
                                + String.join(", ", classes));
            }
        }
        return images(folder, classes);
    }

    private static LabeledFiles images(Path folder, List<String> classes) {
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            Path own = folder.resolve(classes.get(c));
            List<Path> found = Files.isDirectory(own) ? ImageFiles.in(own) : List.of();
            if (found.isEmpty()) {
                throw new DataException(own + " has no image (.png, .jpg, .jpeg, .gif, .bmp)");
            }
            for (Path file : found) {
                files.add(file);
                labels.add(c);
            }
        }
        return new LabeledFiles(folder, files, labels);
    }

    private static List<String> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(f -> f.getFileName().toString())
                    .filter(n -> !n.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException(folder + " can't be read: " + e, e);
        }
    }
}
