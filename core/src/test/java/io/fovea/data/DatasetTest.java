package io.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class DatasetTest {
    /** Samples {@code i} with the features {@code 10 i, 10 i + 1} and the label {@code i}. */
    private static Dataset counting(int size) {
        float[] values = new float[2 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            values[2 * i] = 10 * i;
            values[2 * i + 1] = 10 * i + 1;
            labels[i] = i;
        }
        return Dataset.of(new FloatSamples(new Tensor(size, Shape.of(2), values)), new Labels(labels), List.of("a"));
    }

    private static float label(Dataset data, int index) {
        float[] into = new float[1];
        data.labels().read(index, into, 0);
        return into[0];
    }

    @Test
    void aSubsetKeepsImagesAndLabelsTogether() {
        Dataset part = counting(9).subset(3, 8).subset(1, 3);
        float[] into = new float[3];
        part.images().read(1, into, 1);
        assertThat(into).containsExactly(0, 50, 51);
        assertThat(label(part, 1)).isEqualTo(5);
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.classNames()).containsExactly("a");
    }

    @Test
    void aSubsetEndsWhereItEnds() {
        Dataset data = counting(9);
        Dataset part = data.subset(3, 5);
        assertThatThrownBy(() -> part.images().read(2, new float[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.images().read(-1, new float[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.subset(5, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.subset(5, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void takeStopsAtTheEnd() {
        assertThat(counting(9).take(4).size()).isEqualTo(4);
        assertThat(counting(9).take(100).size()).isEqualTo(9);
    }

    /** Keras takes {@code floor(size * (1 - fraction))} samples to learn from. */
    @ParameterizedTest
    @CsvSource({"10, 0.2, 8", "10, 0.25, 7", "7, 0.5, 3", "50000, 0.1, 45000"})
    void theLastFractionIsForValidation(int size, double fraction, int train) {
        TrainTest parts = counting(size).split(fraction);
        assertThat(parts.train().size()).isEqualTo(train);
        assertThat(parts.test().size()).isEqualTo(size - train);
        assertThat(label(parts.train(), 0)).isZero();
        assertThat(label(parts.test(), 0)).isEqualTo(train);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void aFractionIsBetweenNoneAndAll(double fraction) {
        assertThatThrownBy(() -> counting(9).split(fraction)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0, 1)").hasMessageContaining(String.valueOf(fraction));
    }

    @Test
    void noPartMayBeEmpty() {
        assertThatThrownBy(() -> counting(3).split(0.9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.9 of 3 samples leaves one part empty");
    }

    @Test
    void partsOfDifferentSizesAreRefused() {
        Samples three = counting(3).images();
        assertThatThrownBy(() -> Dataset.of(three, new Labels(new int[2])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 and 2");
        assertThatThrownBy(() -> new Dataset(List.of(three), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one target");
    }
}
