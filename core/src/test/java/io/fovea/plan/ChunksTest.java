package io.fovea.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunksTest {
    /** 17 samples are cut into 9 chunks of 2, and 16 into 16 of 1: the last batch of an epoch needs more room. */
    @Test
    void thereIsRoomForTheChunksOfEverySmallerStep() {
        for (long bytes : new long[]{1, 40 << 20, 1L << 40}) {
            Chunks chunks = new Chunks(bytes);
            for (int batch = 1; batch <= 130; batch++) {
                for (int samples = 1; samples <= batch; samples++) {
                    assertThat(chunks.count(samples)).isBetween(1, chunks.most(batch));
                }
            }
        }
    }

    @Test
    void noChunkIsEmpty() {
        Chunks chunks = new Chunks(1);
        for (int samples = 1; samples <= 130; samples++) {
            assertThat((chunks.count(samples) - 1) * chunks.size(samples)).isLessThan(samples);
        }
    }
}
