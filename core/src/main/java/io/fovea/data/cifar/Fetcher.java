package io.fovea.data.cifar;

import java.io.IOException;
import java.nio.file.Path;

import io.fovea.data.ProgressListener;

/** A place from which CIFAR-10 can be fetched. */
public interface Fetcher {
    /** What it is called in words. */
    String name();

    /**
     * Fetches and verifies.
     *
     * @param folder for temporary files
     * @throws IOException when it is out of reach
     * @throws io.fovea.data.DataException when what came is not what it should be
     */
    CifarRecords fetch(Path folder, ProgressListener progress) throws IOException;
}
