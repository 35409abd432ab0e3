package io.fovea.ops;

import io.fovea.kernels.ElementwiseKernel;

/**
 * The order of every sum over the samples of a step: a fixed binary tree, so that a sum has the same bits whoever computes
 * which part of it.
 *
 * <p>The samples are cut into chunks of consecutive ones: the leaves, each summed in the order of its samples. Above them
 * {@code tree(n) = tree(first p) + tree(rest)}, with p the largest power of two below n. So an aligned range of chunks is a
 * subtree: whoever owns it, a worker or another machine, hands on one partial sum. The shape depends on the number of samples
 * and on the size of the model alone, never on workers or vectors.
 *
 * <p>A product over the whole batch (the weight gradient of a dense layer) sums over samples inside a kernel, which is
 * fastest for many samples. Its tree ends earlier: its leaves are the smallest aligned groups of chunks with at least
 * {@link #LEAF_SAMPLES} samples. Up to that batch there is one leaf, and so no cost.
 *
 * @param mostChunks a power of two, up to {@link #MOST}
 */
public record BatchTree(int mostChunks) {
    /** Chunks of a batch: enough for as many workers, few enough that adding them up costs little. */
    private static final int MOST = ElementwiseKernel.MOST_BLOCKS;

    /** A batch of a large model has fewer chunks, but at least this many. */
    private static final int FEWEST = 4;

    /** Bytes of the partial sums of all chunks above which there are fewer chunks. */
    private static final long MEMORY = 256L << 20;

    private static final int LEAF_SAMPLES = 32;

    /**
     * The tree of a model whose partial sums take {@code bytes} bytes a chunk. These are counted without padding, which
     * differs with the vector length.
     */
    public static BatchTree forPartialSums(long bytes) {
        int chunks = MOST;
        while (chunks > FEWEST && chunks * bytes > MEMORY) {
            chunks /= 2;
        }
        return new BatchTree(chunks);
    }

    /** Samples of a chunk; the last may have fewer, and none is empty. */
    public int chunkSize(int samples) {
        return Math.ceilDiv(samples, mostChunks);
    }

    /** How many chunks a step of {@code samples} samples has. */
    public int chunks(int samples) {
        return Math.ceilDiv(samples, chunkSize(samples));
    }

    /** The most chunks that a step of up to {@code samples} samples has: a smaller step may have more than the largest. */
    public int chunksUpTo(int samples) {
        return Math.min(mostChunks, samples);
    }

    /** Samples of a leaf of a product over the batch; the last may have fewer. */
    public int leafSize(int samples) {
        long size = chunkSize(samples);
        while (size < LEAF_SAMPLES && size < samples) {
            size *= 2;
        }
        return (int) Math.min(size, samples);
    }

    /** How many leaves a product over {@code samples} samples has. */
    public int leaves(int samples) {
        return Math.ceilDiv(samples, leafSize(samples));
    }

    /** The most leaves that a product over up to {@code samples} samples has, whatever the tree. */
    public static int leavesUpTo(int samples) {
        return Math.min(MOST, Math.ceilDiv(samples, LEAF_SAMPLES));
    }

    /** Adds up {@code chunks} rows of sums, one for each chunk; the first becomes their sum, the others are overwritten. */
    public void sumChunks(double[][] sums, int chunks) {
        for (int width = 1; width < chunks; width *= 2) {
            for (int i = 0; i + width < chunks; i += 2 * width) {
                for (int k = 0; k < sums[i].length; k++) {
                    sums[i][k] += sums[i + width][k];
                }
            }
        }
    }

    /** The sum of the first {@code samples} of {@code values}, one for each sample; they are overwritten. */
    public double sum(double[] values, int samples) {
        int size = chunkSize(samples);
        int chunks = chunks(samples);
        for (int chunk = 0; chunk < chunks; chunk++) {
            double sum = 0;
            for (int s = chunk * size; s < Math.min(samples, (chunk + 1) * size); s++) {
                sum += values[s];
            }
            values[chunk] = sum;
        }
        for (int width = 1; width < chunks; width *= 2) {
            for (int i = 0; i + width < chunks; i += 2 * width) {
                values[i] += values[i + width];
            }
        }
        return values[0];
    }
}
