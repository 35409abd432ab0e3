package io.fovea.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final float[] OUTPUT = {0.1f, 0.4f, 0.2f, 0.3f};

    @Test
    void accuraciesLookAtTheGreatest() {
        assertThat(new SparseCategoricalAccuracy().value(OUTPUT, new float[]{1})).isEqualTo(1);
        assertThat(new SparseCategoricalAccuracy().value(OUTPUT, new float[]{3})).isZero();
        assertThat(new CategoricalAccuracy().value(OUTPUT, new float[]{0, 1, 0, 0})).isEqualTo(1);
        assertThat(new CategoricalAccuracy().value(OUTPUT, new float[]{0, 0, 0, 1})).isZero();
        assertThat(Metric.argmax(new float[]{2, 5, 5})).isEqualTo(1);
    }

    /** The names are those of Keras: columns of the history. */
    @Test
    void names() {
        assertThat(new SparseCategoricalAccuracy().name()).isEqualTo("sparse_categorical_accuracy");
        assertThat(new CategoricalAccuracy().name()).isEqualTo("categorical_accuracy");
        assertThat(new SparseTopKCategoricalAccuracy().name()).isEqualTo("sparse_top_k_categorical_accuracy");
        assertThat(new SparseTopKCategoricalAccuracy().k()).isEqualTo(5);
    }

    /** Of two equal probabilities neither is better than the other. */
    @Test
    void topKTakesTiesAsRight() {
        assertThat(new SparseTopKCategoricalAccuracy(1).value(new float[]{5, 5, 2}, new float[]{1})).isEqualTo(1);
        assertThat(new SparseTopKCategoricalAccuracy(1).value(new float[]{5, 5, 2}, new float[]{2})).isZero();
    }

    @Test
    void topKCountsThoseThatAreBetter() {
        for (int k = 1; k <= 4; k++) {
            assertThat(new SparseTopKCategoricalAccuracy(k).value(OUTPUT, new float[]{2})).isEqualTo(k >= 3 ? 1 : 0);
        }
        assertThatThrownBy(() -> new SparseTopKCategoricalAccuracy(0)).hasMessageContaining("0");
    }
}
