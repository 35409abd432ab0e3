package io.fovea.data;

/** Is told how something long goes on. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Some more is done.
     *
     * @param what is under way
     * @param done bytes, or other units, so far
     * @param total of them in all, or -1: unknown
     */
    void update(String what, long done, long total);

    /** One that does nothing. */
    static ProgressListener none() {
        return (what, done, total) -> {};
    }
}
