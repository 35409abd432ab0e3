package io.fovea.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import io.fovea.Model;
import io.fovea.data.ByteSamples;
import io.fovea.data.DataOptions;
import io.fovea.data.DataSets;
import io.fovea.data.Dataset;
import io.fovea.data.ImageFolder;
import io.fovea.data.LoadedData;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/** Reads DATA, and says where they came from. An option group of the commands that need data. */
final class DataReader {
    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Where data are looked for and kept (default: the folder FOVEA_HOME, or the user's cache).")
    private Optional<Path> folder = Optional.empty();

    /** The data as they are. */
    LoadedData read(String data, Terminal terminal) {
        LoadedData loaded;
        try (DataProgress progress = new DataProgress(terminal)) {
            loaded = DataSets.open(data, new DataOptions(folder, progress));
        }
        terminal.say("data: " + loaded.source());
        if (!loaded.checksum().equals("none")) {
            terminal.say("checksum: " + loaded.checksum());
        }
        return loaded;
    }

    /** The data as a model takes them: images of a folder in its size, pixels in its range. */
    LoadedData read(String data, Terminal terminal, Model model) {
        LoadedData loaded = read(data, terminal);
        Shape expected = model.shape(model.inputs().getFirst());
        if (!loaded.train().images().shape().equals(expected) && isFolder(data) && expected.rank() == 3) {
            terminal.say("the images are resized to " + expected);
            loaded = ImageFolder.open(Path.of(data), expected);
        }
        if (ModelReader.takesRawPixels(model)) {
            return new LoadedData(
                    raw(loaded.train()), loaded.test().map(DataReader::raw), loaded.source(), loaded.checksum());
        }
        return loaded;
    }

    private static Dataset raw(Dataset data) {
        List<Samples> inputs = data.inputs().stream()
                .map(s -> s instanceof ByteSamples bytes ? (Samples) bytes.unscaled() : s)
                .toList();
        return new Dataset(inputs, data.targets(), data.classNames());
    }

    private static boolean isFolder(String data) {
        try {
            return Files.isDirectory(Path.of(data));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** DATA for later: a path made absolute, a name as it is. */
    static String absolute(String data) {
        try {
            Path path = Path.of(data);
            return !data.isEmpty() && Files.exists(path) ? path.toAbsolutePath().normalize().toString() : data;
        } catch (InvalidPathException e) {
            return data;
        }
    }
}
