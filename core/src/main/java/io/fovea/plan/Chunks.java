package io.fovea.plan;

/**
 * How the samples of a step are cut for partial sums. It depends on the number of samples alone, never on the workers, so
 * that the sums have the same bits with any number of threads. No chunk is empty.
 */
final class Chunks {
    /** Chunks of a batch: enough for as many workers, few enough that adding them up costs little. */
    private static final int MOST = 16;

    /** A batch of large models gets fewer chunks, but at least this many. */
    private static final int FEWEST = 4;

    private static final long MEMORY = 256L << 20;

    private final int most;

    /** @param bytes of the partial sums of one chunk */
    Chunks(long bytes) {
        most = (int) Math.max(FEWEST, Math.min(MOST, MEMORY / Math.max(1, bytes)));
    }

    /** Samples of a chunk; the last may have fewer. */
    int size(int samples) {
        return (samples + most - 1) / most;
    }

    /** The most chunks that a step of up to {@code samples} samples has: a smaller step may have more than the largest. */
    int most(int samples) {
        return Math.min(most, samples);
    }

    /** How many chunks there are. */
    int count(int samples) {
        int size = size(samples);
        return (samples + size - 1) / size;
    }
}
