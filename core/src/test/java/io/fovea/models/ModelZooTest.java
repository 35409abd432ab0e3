package io.fovea.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.runtime.Randoms;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

class ModelZooTest {
    private static long weights(Model model) {
        return model.weights().stream().mapToLong(w -> w.length).sum();
    }

    /** Of the papers, or of Keras's application of that name; moving means and variances count. */
    @ParameterizedTest
    @CsvSource({
        "TUTORIAL, 32, 3, 10, 1060138", "LENET5, 32, 1, 10, 61706", "RESNET20, 32, 3, 10, 274042",
        "RESNET56, 32, 3, 10, 860026", "RESNET18, 224, 3, 1000, 11699112", "MOBILENET_V2, 224, 3, 1000, 3538984",
        "DENSENET_BC, 32, 3, 10, 793150", "EFFICIENTNET_B0, 224, 3, 1000, 5330564", "VGG_SMALL, 32, 3, 10, 1189066"})
    void hasTheKnownNumberOfWeights(ModelZoo network, int side, int channels, int classes, long expected) {
        try (Model model = network.create(Shape.of(side, side, channels), classes)) {
            assertThat(weights(model)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trainsOnSmallImages(ModelZoo network) {
        Shape image = Shape.of(32, 32, 3);
        float[] pixels = new float[4 * image.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Randoms.uniform(1, i);
        }
        Dataset data = Dataset.of(new FloatSamples(new Tensor(4, image, pixels)), new Labels(new int[]{0, 1, 2, 1}));
        try (Model model = network.create(image, 3)) {
            model.compile(new SGD(0.01), new SparseCategoricalCrossentropy());
            double before = model.evaluate(data).loss();
            model.fit(data, FitOptions.epochs(2).batch(4));
            assertThat(model.evaluate(data).loss()).isFinite().isNotEqualTo(before);
        }
    }

    @Test
    void isFoundByName() {
        assertThat(ModelZoo.named("resnet20")).isEqualTo(ModelZoo.RESNET20);
        assertThatThrownBy(() -> ModelZoo.named("resnet"))
                .hasMessage("no model is called 'resnet'; there are " + String.join(", ", ModelZoo.names()));
    }

    @Test
    void refusesWhatItCannotTake() {
        assertThatThrownBy(() -> ModelZoo.LENET5.create(Shape.of(8, 32, 1), 10)).hasMessage(
                "lenet5 takes images [height, width, channels] of 16 x 16 pixels or more, but got [8, 32, 1]");
        assertThatThrownBy(() -> ModelZoo.TUTORIAL.create(Shape.of(32, 32, 3), 1))
                .hasMessage("tutorial tells 2 classes or more apart, but got 1");
    }
}
