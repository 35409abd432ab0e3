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

    @Test
    void squeezeAndExcitation() {
        assertThat(SqueezeAndExcitation.run(DrawnShapes.make(800, 200), 6)).isGreaterThan(TARGET);
    }

    @Test
    void ownLoss() {
        OwnLoss.Result result = OwnLoss.run(DrawnShapes.make(800, 200), 6);
        assertThat(result.accuracy()).isGreaterThan(TARGET);
        assertThat(result.confidence()).isBetween(0.5, 1.0);
    }

    @Test
    void transferLearning() {
        assertThat(TransferLearning.run(DrawnShapes.make(800, 200), 8)).isGreaterThan(TARGET);
    }

    /** Nothing is random but the seed, so the comparison comes out the same each time. */
    @Test
    void augmenting() {
        double[] accuracies = Augmenting.run(DrawnShapes.make(800, 200), 60);
        assertThat(accuracies[1]).isGreaterThan(accuracies[0]);
    }

    @Test
    void termsOfTheTutorial() {
        assertThat(TermsOfTheTutorial.text()).contains(
                "convolution with Sobel x: [4.0, 4.0, 4.0, 4.0]", "max pooling: [0.0, 1.0, 0.0, 1.0]",
                "sum pooling: [0.0, 4.0, 0.0, 4.0]", "flatten and dense: [8.0]",
                "relu of -2 -1 0 1 2: [0.0, 0.0, 0.0, 1.0, 2.0]");
    }
}
