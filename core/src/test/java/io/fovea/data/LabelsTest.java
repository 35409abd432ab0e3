package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.fovea.tensor.Shape;

class LabelsTest {
    private final Labels labels = new Labels(new int[]{2, 0, 2, 3});

    @Test
    void aLabelIsASampleOfOneNumber() {
        float[] into = {7, 7};
        labels.read(3, into, 1);
        assertThat(into).containsExactly(7, 3);
        assertThat(labels.shape()).isEqualTo(Shape.of(1));
        assertThat(labels.label(2)).isEqualTo(2);
    }

    @Test
    void samplesOfEachClassAreCounted() {
        assertThat(labels.counts(5)).containsExactly(1, 0, 2, 1, 0);
    }

    @Test
    void oneHot() {
        float[] into = {7, 7, 7, 7, 7, 7};
        labels.oneHot(4).read(2, into, 1);
        assertThat(into).containsExactly(7, 0, 0, 1, 0, 7);
        assertThat(labels.oneHot(5).shape()).isEqualTo(Shape.of(5));
        assertThat(labels.oneHot(5).size()).isEqualTo(4);
        assertThatThrownBy(() -> labels.oneHot(3)).hasMessageContaining("label 3 of sample 3");
    }

    @Test
    void labelsOutsideOfTheClassesAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> labels.counts(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 3 of sample 3").hasMessageContaining("3 classes");
        assertThatThrownBy(() -> new Labels(new int[]{0, -4})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label -4 of sample 1");
    }
}
