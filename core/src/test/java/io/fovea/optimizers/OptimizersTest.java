package io.fovea.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.fovea.ops.update.AdamRule;
import io.fovea.ops.update.SgdRule;

class OptimizersTest {
    /** Names and defaults are those of Keras 3: files and users rely on them. */
    @Test
    void namesAndDefaults() {
        assertThat(new Adam().name()).isEqualTo("adam");
        assertThat(new Adam()).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-7));
        assertThat(new SGD().name()).isEqualTo("sgd");
        assertThat(new SGD()).isEqualTo(new SGD(0.01, 0, false));
    }

    @Test
    void anotherLearningRateChangesNothingElse() {
        assertThat(new Adam(0.1, 0.8, 0.99, 1e-5).learningRate(0.2)).isEqualTo(new Adam(0.2, 0.8, 0.99, 1e-5));
        assertThat(new SGD(0.1, 0.7, true).learningRate(0.2)).isEqualTo(new SGD(0.2, 0.7, true));
    }

    @Test
    void theEngineGetsTheSameNumbers() {
        assertThat(new Adam(0.1, 0.8, 0.99, 1e-5).rule()).isEqualTo(new AdamRule(0.8, 0.99, 1e-5));
        assertThat(new SGD(0.1, 0.7, true).rule()).isEqualTo(new SgdRule(0.7f, true));
    }
}
