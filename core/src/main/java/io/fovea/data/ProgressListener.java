package io.fovea.data;

/**
 * Receives the progress of long work on data: a download, a checksum, the decoding of images. It is called often, from the
 * thread that does the work.
 *
 * <p>Example: {@code (what, done, total) -> bar.show(what, done, total)}
 */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Reports progress.
     *
     * @param what the name of the work, which stays the same while the work lasts
     * @param done how much of it is done
     * @param total how much there is, in the unit of {@code done}; -1: unknown
     */
    void update(String what, long done, long total);

    /** A listener that does nothing. */
    static ProgressListener none() {
        return (what, done, total) -> {};
    }
}
