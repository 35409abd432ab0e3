package io.fovea.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SamplesSectionTest {
    @Test
    void everyClassComesFirstThenTheSecondOfEach() {
        assertThat(SamplesSection.chosen(new int[]{2, 2, 0, 1, 0, 2}, 3)).containsExactly(2, 3, 0, 4, 1, 5);
    }

    @Test
    void thereAreTwentyAtMost() {
        int[] truth = IntStream.range(0, 500).map(i -> i % 100).toArray();
        assertThat(SamplesSection.chosen(truth, 100)).hasSize(20).startsWith(0, 1, 2);
    }
}
