package io.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomUniform;
import io.fovea.models.CifarRecipe;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

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

    /** The lesson is the recipe of the command: the same weights after two steps. */
    @Test
    void fast94() {
        Dataset train = images();
        CifarRecipe recipe = CifarRecipe.FAST94.epochs(2).batch(6);
        try (Model lesson = Fast94.train(train, 2, 6); Model command = recipe.compiled(train, Model.DEFAULT_SEED)) {
            command.fit(recipe.targets(train), recipe.fitOptions(1));
            assertThat(lesson.weights()).usingRecursiveComparison().isEqualTo(command.weights());
        }
    }

    private static Dataset images() {
        Shape shape = Shape.of(26, 26, 3);
        float[] values = new RandomUniform(0, 1).values(Shape.of(6 * shape.size()), 1);
        return Dataset.of(new FloatSamples(new Tensor(6, shape, values)), new Labels(new int[]{0, 1, 0, 1, 0, 1}),
                List.of("a", "b"));
    }

    @Test
    void termsOfTheTutorial() {
        assertThat(TermsOfTheTutorial.text()).contains(
                "convolution with Sobel x: [4.0, 4.0, 4.0, 4.0]", "max pooling: [0.0, 1.0, 0.0, 1.0]",
                "sum pooling: [0.0, 4.0, 0.0, 4.0]", "flatten and dense: [8.0]",
                "relu of -2 -1 0 1 2: [0.0, 0.0, 0.0, 1.0, 2.0]");
    }
}
