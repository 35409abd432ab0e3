package io.fovea.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fovea.tensor.Shape;

/**
 * A folder with one folder of pictures for each class: {@code pets/cat/1.png}, {@code pets/dog/2.jpg}. The folders' names, sorted,
 * are the classes. If there are folders {@code train} and {@code test} (or {@code val}, {@code validation}) with such folders in
 * them, they are the two parts.
 */
public final class ImageFolder {
    private static final List<String> TEST_NAMES = List.of("test", "val", "validation");

    private ImageFolder() {}

    /** The pictures in the size of the first one. */
    public static LoadedData open(Path folder) {
        return open(folder, Optional.empty());
    }

    /**
     * The pictures in the given size.
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @throws DataException when there are fewer than two classes, a class has no picture, or a picture can't be read
     */
    public static LoadedData open(Path folder, Shape size) {
        return open(folder, Optional.of(size));
    }

    private static LoadedData open(Path folder, Optional<Shape> size) {
        List<String> parts = folders(folder);
        Optional<String> test = TEST_NAMES.stream().filter(parts::contains).findFirst();
        boolean split = parts.contains("train") && test.isPresent();
        Path train = split ? folder.resolve("train") : folder;
        List<String> classes = folders(train);
        if (classes.size() < 2) {
            throw new DataException(
                    train + " has " + classes.size()
                            + " folders of pictures, but a data set needs two or more: one for each "
                            + "class");
        }
        Shape shape = size.orElseGet(() -> Pictures.sizeOf(pictures(train, classes.getFirst()).getFirst()));
        Dataset trainSet = read(train, classes, shape);
        Optional<Dataset> testSet = split ? test.map(t -> read(folder.resolve(t), classes, shape)) : Optional.empty();
        return new LoadedData(trainSet, testSet, folder + ", every picture read", "none");
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

    private static List<Path> pictures(Path folder, String name) {
        Path own = folder.resolve(name);
        List<Path> files = Files.isDirectory(own) ? Pictures.in(own) : List.of();
        if (files.isEmpty()) {
            throw new DataException(own + " has no picture (.png, .jpg, .jpeg, .gif, .bmp)");
        }
        return files;
    }

    private static Dataset read(Path folder, List<String> classes, Shape size) {
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            for (Path file : pictures(folder, classes.get(c))) {
                files.add(file);
                labels.add(c);
            }
        }
        int[] indices = labels.stream().mapToInt(Integer::intValue).toArray();
        return Dataset.of(Pictures.of(files, size), new Labels(indices), classes);
    }
}
