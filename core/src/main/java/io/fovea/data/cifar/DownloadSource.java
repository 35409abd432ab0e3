package io.fovea.data.cifar;

import java.io.IOException;
import java.nio.file.Path;

import io.fovea.data.DataException;
import io.fovea.data.DataUnavailableException;
import io.fovea.data.ProgressListener;

/** A place that an archive of CIFAR-10 can be downloaded from. */
public interface DownloadSource {
    /** The place, in words. */
    String name();

    /** What the archive's checksum must be. */
    Checksum checksum();

    /**
     * Downloads the archive.
     *
     * @param folder an empty folder to put it in
     * @param progress receives the progress of the download
     * @return the archive, not yet verified
     * @throws DataUnavailableException when the place can't be reached or doesn't have it
     * @throws DataException when what it delivers is not the archive
     * @throws IOException when it can't be written to the disk
     */
    Path fetch(Path folder, ProgressListener progress) throws IOException;
}
