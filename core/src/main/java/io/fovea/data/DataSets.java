package io.fovea.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

import io.fovea.data.cifar.CifarLoader;

/** Data sets by what a user calls them: a name or a path. */
public final class DataSets {
    private static final String ALLOWED =
            "data is 'cifar10', the path of an archive or folder of CIFAR-10, a folder with one"
                    + " folder of images per class, or a .npz file with x_train and y_train";

    private DataSets() {}

    /**
     * Opens a data set.
     *
     * @param data {@code cifar10}; or the path of an archive or folder of CIFAR-10, of a folder with one folder of images per
     *     class, or of a {@code .npz} with {@code x_train}, {@code y_train} and perhaps {@code x_test}, {@code y_test}
     * @param options where downloads are cached, how image files are read, and who receives the progress
     * @throws DataException when there is no such data, or it is damaged
     */
    public static LoadedData open(String data, DataOptions options) {
        if (data.equals("cifar10")) {
            return LoadedData.of(Cifar10.load(options));
        }
        Path path = path(data);
        if (data.isBlank() || !Files.exists(path)) {
            throw new DataException("there is no data '" + data + "': the path does not exist; " + ALLOWED);
        }
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz") || name.endsWith(".tar") || isCifar(path)) {
            return LoadedData.of(Cifar10.load(path, options));
        }
        if (Files.isDirectory(path)) {
            return ImageFolder.open(path, options.images());
        }
        if (name.endsWith(".npz")) {
            return NpzDataset.open(path, options.anyTargets());
        }
        throw new DataException("'" + data + "' is no data that is known here; " + ALLOWED);
    }

    private static boolean isCifar(Path path) {
        return Files.isDirectory(path) && CifarLoader.isIn(path);
    }

    private static Path path(String data) {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new DataException("'" + data + "' is no path (" + e.getReason() + "); " + ALLOWED, e);
        }
    }
}
