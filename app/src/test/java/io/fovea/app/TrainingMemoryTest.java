package io.fovea.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.tensor.Shape;

class TrainingMemoryTest {
    @Test
    void askingForTheMemoryLeavesTheModelAsItIs() {
        try (Model model = TutorialModel.of(Shape.of(8, 8, 3), 3)) {
            ModelReader.compile(model);
            var before = model.weights();
            long small = TrainingMemory.bytes(model, 10);

            assertThat(TrainingMemory.bytes(model, 128)).isGreaterThan(small);
            assertThat(small).isGreaterThan(model.weightBytes());
            assertThat(model.weights()).usingRecursiveComparison().isEqualTo(before);
        }
    }
}
