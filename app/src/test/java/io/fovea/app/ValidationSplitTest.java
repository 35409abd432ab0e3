package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.fovea.data.Dataset;
import io.fovea.data.Labels;

class ValidationSplitTest {
    private static final int[] NUMBERS = IntStream.range(0, 100).toArray();
    private static final Dataset DATA = Dataset.of(new Labels(NUMBERS), new Labels(NUMBERS));

    @Test
    void everySampleIsInOnePart() {
        ValidationSplit split = ValidationSplit.of(DATA, 0.2, 1);

        assertThat(split.validation().size()).isEqualTo(20);
        assertThat(IntStream.concat(
                IntStream.of(ClassNames.labels(split.train())), IntStream.of(ClassNames.labels(split.validation())))
                .sorted()
                .toArray()).isEqualTo(NUMBERS);
    }

    @Test
    void drawsFromAllOverSortedData() {
        int[] held = ClassNames.labels(ValidationSplit.of(DATA, 0.2, 1).validation());

        assertThat(IntStream.of(held)).anyMatch(i -> i < 30).anyMatch(i -> i > 70);
    }

    @Test
    void theSeedDecides() {
        int[] held = ClassNames.labels(ValidationSplit.of(DATA, 0.2, 1).validation());

        assertThat(ClassNames.labels(ValidationSplit.of(DATA, 0.2, 1).validation())).isEqualTo(held);
        assertThat(ClassNames.labels(ValidationSplit.of(DATA, 0.2, 2).validation())).isNotEqualTo(held);
    }

    @Test
    void refusesAnEmptyPart() {
        assertThatThrownBy(() -> ValidationSplit.of(DATA.take(1), 0.1, 1)).hasMessageContaining("0.1 of 1 samples");
    }
}
