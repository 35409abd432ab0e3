package io.fovea.data;

/**
 * Hears how far a long piece of work with data has come: a download, a checksum, the decoding of images. It is called
 * often, from the thread that does the work.
 *
 * <p>Example: {@code (what, done, total) -> bar.show(what, done, total)}
 */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Work has gone on.
     *
     * @param what the work in words, the same words for as long as the same work goes on
     * @param done how much of it is done
     * @param total how much there is, in the unit of {@code done}; -1: unknown
     */
    void update(String what, long done, long total);

    /** A listener that does nothing. */
    static ProgressListener none() {
        return (what, done, total) -> {};
    }
}
