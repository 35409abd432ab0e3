package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    @Test
    void theWidthIsTheMachinesOrTheOneAskedFor() {
        assertThat(Vectors.species("")).isEqualTo(FloatVector.SPECIES_PREFERRED);
        for (int bits : new int[]{128, 256, 512}) {
            assertThat(Vectors.species(Integer.toString(bits)).vectorBitSize()).isEqualTo(bits);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "1024", "512 ", "wide"})
    void otherWidthsAreRefused(String bits) {
        assertThatThrownBy(() -> Vectors.species(bits)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("system property fovea.vector.bits is 128, 256 or 512, but got '" + bits + "'");
    }
}
