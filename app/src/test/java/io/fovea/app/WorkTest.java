package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.tensor.Shape;

class WorkTest {
    @Test
    void countsTheTutorialModel() {
        try (Model model = TutorialModel.of(Shape.of(32, 32, 3), 10)) {
            double convolution1 = 2.0 * 32 * 32 * 27 * 32;
            double convolution2 = 2.0 * 32 * 32 * 288 * 32;
            double dense = 2.0 * (8192 * 128 + 1280);
            Work work = Work.of(model);

            assertThat(work.forward()).isCloseTo(convolution1 + convolution2 + dense, within(1.0));
            assertThat(work.training()).isCloseTo(2 * convolution1 + 3 * (convolution2 + dense), within(1.0));
        }
    }

    @Test
    void askingForTheMemoryLeavesTheModelAsItIs() {
        try (Model model = TutorialModel.of(Shape.of(8, 8, 3), 3)) {
            ModelReader.compile(model);
            var before = model.weights();
            long small = Work.trainingBytes(model, 10);

            assertThat(Work.trainingBytes(model, 128)).isGreaterThan(small);
            assertThat(small).isGreaterThan(model.weightBytes());
            assertThat(model.weights()).usingRecursiveComparison().isEqualTo(before);
        }
    }
}
