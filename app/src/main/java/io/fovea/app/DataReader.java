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
import io.fovea.data.ImageOptions;
import io.fovea.data.LoadedData;
import io.fovea.data.Samples;
import io.fovea.tensor.Shape;

/** Reads DATA and reports where they came from: the options of all commands that need data. */
final class DataReader {
    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Where downloads are cached (default: the folder FOVEA_HOME, or the user's cache).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--skip-broken",
            description = "Leave out image files that can't be read, and list them; else they are an error.")
    boolean skipBroken;

    /** The data as they are; images in folders have the given size. */
    LoadedData read(String data, Terminal terminal, ImageSize size) {
        return read(data, terminal, size.shape(), false);
    }

    /** The data as a model takes them: images in folders in its input size, pixels in its range, targets of any kind. */
    LoadedData read(String data, Terminal terminal, Model model) {
        Shape expected = model.shape(model.inputs().getFirst());
        boolean isImage = expected.rank() == 3 && (expected.channels() == 1 || expected.channels() == 3);
        LoadedData loaded = read(data, terminal, isImage ? expected : ImageSize.DEFAULT.shape(), true);
        if (ModelReader.takesRawPixels(model)) {
            return new LoadedData(
                    raw(loaded.train()), loaded.test().map(DataReader::raw), loaded.source(), loaded.checksum());
        }
        return loaded;
    }

    private LoadedData read(String data, Terminal terminal, Shape size, boolean anyTargets) {
        ImageOptions images = ImageOptions.defaults().size(size);
        LoadedData loaded;
        try (DataProgress progress = new DataProgress(terminal)) {
            loaded = DataSets.open(
                    data, new DataOptions(
                            folder, progress, skipBroken ? images.skipBroken(terminal::say) : images, anyTargets));
        }
        terminal.say("data: " + loaded.source());
        if (!loaded.checksum().equals("none")) {
            terminal.say("checksum: " + loaded.checksum());
        }
        return loaded;
    }

    private static Dataset raw(Dataset data) {
        List<Samples> inputs = data.inputs().stream()
                .map(s -> s instanceof ByteSamples bytes ? (Samples) bytes.unscaled() : s)
                .toList();
        return new Dataset(inputs, data.targets(), data.classNames());
    }

    /** Whether DATA is a folder of images, which have no size of their own. */
    static boolean isImageFolder(String data) {
        try {
            return !data.isEmpty() && Files.isDirectory(Path.of(data));
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
