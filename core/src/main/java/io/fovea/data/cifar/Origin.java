package io.fovea.data.cifar;

import java.io.IOException;
import java.nio.file.Path;

import io.fovea.data.DataException;
import io.fovea.data.ProgressListener;

/** A place outside this machine that an archive of CIFAR-10 can be had from. */
public interface Origin {
    /** The place in words. */
    String name();

    /** What the archive's checksum must be. */
    Checksum checksum();

    /**
     * Gets the archive.
     *
     * @param folder an empty folder to put it in
     * @param progress hears of the download
     * @return the archive, not yet verified
     * @throws IOException when it can't be had
     * @throws DataException when it can't be had, for a reason that is no failure of input and output
     */
    Path fetch(Path folder, ProgressListener progress) throws IOException;
}
