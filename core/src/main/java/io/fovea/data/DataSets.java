package io.fovea.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what a user names as data. */
public final class DataSets {
    private static final String ALLOWED =
            "allowed are: cifar10; the path of a CIFAR-10 archive or folder; a folder with one folder of pictures a class; "
                    + "a .npz with x_train, y_train and perhaps x_test, y_test";

    private DataSets() {}

    /**
     * Opens data.
     *
     * @param data {@code cifar10}, or a path
     * @throws DataException when there are none, or they are not what they should be
     */
    public static LoadedData open(String data, DataOptions options) {
        if (data.equals("cifar10")) {
            return loaded(Cifar10.load(options));
        }
        Path path = path(data);
        if (!Files.exists(path)) {
            throw new DataException("there are no data named '" + data + "', nor a file of that name; " + ALLOWED);
        }
        if (Cifar10.isAt(path)) {
            return loaded(Cifar10.load(path));
        }
        if (Files.isDirectory(path)) {
            return ImageFolder.open(path);
        }
        if (data.endsWith(".npz")) {
            return NpzDataset.open(path);
        }
        throw new DataException(data + " is no data that can be opened; " + ALLOWED);
    }

    private static Path path(String data) {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new DataException("'" + data + "' is no name of data; " + ALLOWED, e);
        }
    }

    private static LoadedData loaded(TrainTest data) {
        return new LoadedData(data.train(), Optional.of(data.test()), data.source(), data.checksum());
    }
}
