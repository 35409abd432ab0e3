package io.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each lesson learns: it reaches the accuracy that it promises. */
class ExamplesTest {
    private static final double TARGET = 0.9;

    @Test
    void firstCnn() {
        assertThat(FirstCnn.run(DrawnShapes.make(800, 200), 6)).isGreaterThan(TARGET);
    }

    @Test
    void skipConnections() {
        assertThat(SkipConnections.run(DrawnShapes.make(800, 200), 6)).isGreaterThan(TARGET);
    }

    @Test
    void ownLayer() {
        assertThat(OwnLayer.run(DrawnShapes.make(800, 200), 6)).isGreaterThan(TARGET);
    }
}
