package io.fovea.bench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.fovea.Model;

class ModelsTest {
    // From keras_models.py, by count_params() of Keras 3.15.1.

    @Test
    void tutorialHasKerasWeights() {
        assertThat(weights(TutorialModel.create())).isEqualTo(1_060_138);
    }

    @Test
    void vggSmallHasKerasWeights() {
        assertThat(weights(VggSmall.create())).isEqualTo(1_189_066);
    }

    @Test
    void resNet20HasKerasWeights() {
        assertThat(weights(ResNet20.create())).isEqualTo(274_042);
    }

    @Test
    void resNet18HasKerasWeights() {
        assertThat(weights(ResNet18.create())).isEqualTo(11_699_112);
    }

    private static long weights(Model model) {
        try (model) {
            return model.weights().stream().mapToLong(w -> w.length).sum();
        }
    }
}
