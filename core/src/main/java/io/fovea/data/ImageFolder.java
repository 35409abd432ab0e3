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
 * are the classes. If there is a folder {@code train} beside {@code test} (or {@code val}, {@code validation}), each with such
 * folders in it, they are the two parts. Hidden files, and files that aren't named as pictures are, are passed over; a
 * picture that can't be read is an error.
 */
public final class ImageFolder {
    private static final List<String> TEST_NAMES = List.of("test", "val", "validation");

    private ImageFolder() {}

    /**
     * The pictures, all in the size of the first one, {@code [h, w, 3]}.
     *
     * @throws DataException as {@link #open(Path, Shape)} does
     */
    public static LoadedData open(Path folder) {
        return open(folder, Optional.empty());
    }

    /**
     * The pictures in the given size.
     *
     * @param size {@code [h, w, 1]} or {@code [h, w, 3]}
     * @throws DataException when there are fewer than two classes, a class has no picture, the test has a class that the
     *     training has not, or a picture can't be read
     */
    public static LoadedData open(Path folder, Shape size) {
        return open(folder, Optional.of(size));
    }

    private static LoadedData open(Path folder, Optional<Shape> size) {
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
                    train + " has " + (classes.isEmpty() ? "no folder of pictures" : "one folder of pictures")
                            + ", but a data set needs two or more: one for each class");
        }
        Pictured trained = pictures(train, classes);
        Optional<Pictured> tested = test.map(t -> tested(t, classes));
        Shape shape = size.orElseGet(() -> PictureFile.size(trained.files().getFirst()));
        Sha256 checksum = new Sha256();
        trained.addTo(checksum);
        tested.ifPresent(t -> t.addTo(checksum));
        return new LoadedData(
                trained.read(shape, classes), tested.map(t -> t.read(shape, classes)), folder + ", every picture read",
                checksum.finish());
    }

    /** The pictures of a part with their labels. */
    private record Pictured(List<Path> files, List<Integer> labels) {
        Dataset read(Shape size, List<String> classes) {
            Labels indices = new Labels(labels.stream().mapToInt(Integer::intValue).toArray());
            return Dataset.of(Pictures.of(files, size), indices, classes);
        }

        void addTo(Sha256 checksum) {
            for (int i = 0; i < files.size(); i++) {
                checksum.add(labels.get(i) + "/" + files.get(i).getFileName());
                checksum.add(files.get(i));
            }
        }
    }

    private static Pictured tested(Path folder, List<String> classes) {
        for (String name : folders(folder)) {
            if (!classes.contains(name)) {
                throw new DataException(
                        folder.resolve(name) + " is a class that the training pictures don't have; they have "
                                + String.join(", ", classes));
            }
        }
        return pictures(folder, classes);
    }

    private static Pictured pictures(Path folder, List<String> classes) {
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            Path own = folder.resolve(classes.get(c));
            List<Path> found = Files.isDirectory(own) ? Pictures.in(own) : List.of();
            if (found.isEmpty()) {
                throw new DataException(own + " has no picture (.png, .jpg, .jpeg, .gif, .bmp)");
            }
            for (Path file : found) {
                files.add(file);
                labels.add(c);
            }
        }
        return new Pictured(files, labels);
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
