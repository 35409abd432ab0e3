package io.fovea.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class BatchTreeTest {
    private static final long[] BYTES = {0, 40 << 20, 1L << 40};

    private static double tree(double[] leaves) {
        if (leaves.length == 1) {
            return leaves[0];
        }
        int left = Integer.highestOneBit(leaves.length - 1);
        return tree(Arrays.copyOf(leaves, left)) + tree(Arrays.copyOfRange(leaves, left, leaves.length));
    }

    /** 17 samples are cut into 9 chunks of 2, and 16 into 16 of 1: the last batch of an epoch needs more room. */
    @Test
    void thereIsRoomForTheChunksAndLeavesOfEverySmallerStep() {
        for (long bytes : BYTES) {
            BatchTree tree = BatchTree.forPartialSums(bytes);
            for (int batch = 1; batch <= 700; batch += 1 + batch / 50) {
                for (int samples = 1; samples <= batch; samples++) {
                    assertThat(tree.chunks(samples)).isBetween(1, tree.chunksUpTo(batch));
                    assertThat(tree.leaves(samples)).isBetween(1, BatchTree.leavesUpTo(batch));
                }
            }
        }
    }

    @Test
    void noChunkIsEmpty() {
        for (long bytes : BYTES) {
            BatchTree tree = BatchTree.forPartialSums(bytes);
            for (int samples = 1; samples <= 700; samples++) {
                assertThat((tree.chunks(samples) - 1) * tree.chunkSize(samples)).isLessThan(samples);
            }
        }
    }

    /** A larger model has fewer chunks, a power of two of them, so that an aligned range of chunks is a subtree. */
    @Test
    void chunksAreAPowerOfTwo() {
        assertThat(Arrays.stream(BYTES).mapToInt(b -> BatchTree.forPartialSums(b).mostChunks()).toArray())
                .containsExactly(16, 4, 4);
        assertThat(BatchTree.forPartialSums(16 << 20).mostChunks()).isEqualTo(16);
        assertThat(BatchTree.forPartialSums(20 << 20).mostChunks()).isEqualTo(8);
    }

    /** Leaves are aligned groups of whole chunks with 32 samples or more: up to 32 samples there is one. */
    @Test
    void leavesAreSubtrees() {
        BatchTree tree = BatchTree.forPartialSums(0);
        for (int samples = 1; samples <= 700; samples++) {
            int group = tree.leafSize(samples) / tree.chunkSize(samples);
            if (tree.leaves(samples) > 1) {
                assertThat(tree.leafSize(samples)).isGreaterThanOrEqualTo(32)
                        .isEqualTo(group * tree.chunkSize(samples));
                assertThat(Integer.bitCount(group)).isEqualTo(1);
            }
            assertThat(tree.leaves(Math.min(samples, 32))).isEqualTo(1);
        }
        assertThat(tree.leaves(64)).isEqualTo(2);
        assertThat(tree.leafSize(128)).isEqualTo(32);
        assertThat(tree.leaves(128)).isEqualTo(4);
        assertThat(tree.leaves(1000)).isEqualTo(16);
    }

    /** The sum of two aligned halves is the whole: the same bits, not about the same number. */
    @Test
    void sumsByTheTree() {
        for (int samples = 1; samples <= 130; samples++) {
            BatchTree tree = BatchTree.forPartialSums(0);
            double[] values = new double[samples];
            for (int s = 0; s < samples; s++) {
                values[s] = 1 / (3.0 + s * s);
            }
            double[] chunks = new double[tree.chunks(samples)];
            for (int s = 0; s < samples; s++) {
                chunks[s / tree.chunkSize(samples)] += values[s];
            }
            double plain = Arrays.stream(values).sum();
            assertThat(tree.sum(values, samples)).isEqualTo(tree(chunks)).isCloseTo(plain, within(1e-12));
        }
    }
}
