package io.fovea.bench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.Model;

class ModelsTest {
    /** The numbers are count_params() of Keras 3.15.1 for the twins in keras_models.py. */
    @ParameterizedTest
    @CsvSource({"tutorial, 1060138", "vgg_small, 1189066", "resnet20, 274042", "resnet18, 11699112"})
    void hasKerasWeights(String name, long expected) {
        try (Model model = Models.create(name)) {
            assertThat(model.weights().stream().mapToLong(w -> w.length).sum()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"mobilenet_v2, 1000", "mobilenet_v2_small, 10", "vgg_small, 10"})
    void takesTheImagesOfItsName(String name, int classes) {
        try (Model model = Models.create(name)) {
            assertThat(model.shape(model.outputs().getFirst()).size()).isEqualTo(classes);
        }
    }
}
