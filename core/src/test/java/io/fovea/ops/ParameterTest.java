package io.fovea.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.runtime.Memory;

class ParameterTest {
    /** Two groups of three rows padded to four; columns below, at and above a panel of two vectors of four. */
    private static WeightLayout layout(int columns) {
        return new WeightLayout(2, 3, 4, columns, 4);
    }

    private static float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 8, 9, 12, 13, 21})
    void readsWhatWasWrittenAndLeavesThePaddingZero(int columns) {
        try (Memory memory = new Memory()) {
            Parameter parameter = new Parameter("dense/kernel", layout(columns), true, memory);
            float[] values = numbers(layout(columns).size());
            parameter.write(values);
            assertThat(parameter.read()).isEqualTo(values);
            assertThat(parameter.trainable()).isTrue();
            assertThat(parameter.layout()).isEqualTo(layout(columns));
            int nonZero = 0;
            for (int i = 0; i < layout(columns).floats(); i++) {
                nonZero += Memory.get(parameter.address() + 4L * i) == 0 ? 0 : 1;
            }
            assertThat(nonZero).isEqualTo(values.length);
        }
    }

    /** The place of each number by the definition of panels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 8, 9, 12, 13, 21})
    void everyNumberHasAPlaceOfItsOwnInItsPanel(int columns) {
        WeightLayout w = layout(columns);
        Set<Long> places = new HashSet<>();
        for (int g = 0; g < 2; g++) {
            for (int c = 0; c < 3; c++) {
                for (int j = 0; j < columns; j++) {
                    int panel = j / 8;
                    int width = Math.min(8, w.paddedColumns() - 8 * panel);
                    assertThat(w.offset(g, c, j)).isEqualTo(4L * (8 * panel * 8 + (g * 4 + c) * width + j % 8));
                    places.add(w.offset(g, c, j));
                }
            }
        }
        assertThat(places).hasSize(w.size()).allMatch(at -> at >= 0 && at < 4L * w.floats());
        assertThat(w.paddedColumns()).isEqualTo(columns + Math.floorMod(-columns, 4));
        assertThat(w.panels()).isEqualTo(Math.ceilDiv(columns, 8));
        assertThat(w.floats()).isEqualTo(8 * w.paddedColumns());
    }

    @Test
    void aVectorIsAMatrixOfOneRow() {
        WeightLayout w = WeightLayout.vector(5, 4);
        assertThat(w.rows()).isEqualTo(1);
        assertThat(w.size()).isEqualTo(5);
        assertThat(w.floats()).isEqualTo(8);
    }

    /** Pretrained models hold subnormal weights, which some processors are slow with. */
    @Test
    void tinyWeightsBecomeZero() {
        try (Memory memory = new Memory()) {
            Parameter parameter = new Parameter("bias", WeightLayout.vector(9, 4), true, memory);
            parameter.write(new float[]{1e-40f, 1, -1e-30f, 2, 0, 3, 4, 5, 1e-38f});
            assertThat(parameter.read()).containsExactly(0, 1, 0, 2, 0, 3, 4, 5, 0);
        }
    }

    @Test
    void anotherNumberOfValuesIsRefused() {
        try (Memory memory = new Memory()) {
            Parameter parameter = new Parameter("dense/kernel", layout(5), false, memory);
            assertThatThrownBy(() -> parameter.write(new float[31])).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected 30 numbers for a weight, but got 31");
            assertThat(parameter.read()).containsOnly(0);
            assertThat(parameter.trainable()).isFalse();
            assertThat(parameter.name()).isEqualTo("dense/kernel");
        }
    }
}
