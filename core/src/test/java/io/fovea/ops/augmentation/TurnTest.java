package io.fovea.ops.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TurnTest {
    @Test
    void isSineAndCosine() {
        for (double turns = -2; turns <= 2; turns += 0.001) {
            assertThat(Turn.sin(turns)).isCloseTo(StrictMath.sin(2 * Math.PI * turns), within(2e-13));
            assertThat(Turn.cos(turns)).isCloseTo(StrictMath.cos(2 * Math.PI * turns), within(2e-13));
        }
    }

    @Test
    void quartersAreExact() {
        assertThat(new double[]{Turn.sin(0.25), Turn.sin(0.5), Turn.cos(0), Turn.cos(0.5)}).containsExactly(1, -0.0, 1,
                -1);
    }
}
