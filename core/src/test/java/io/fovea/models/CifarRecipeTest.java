package io.fovea.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.History;

class CifarRecipeTest {
    private static final int IMAGES = 40;
    private static final CifarRecipe SMALL =
            CifarRecipe.FAST94.named("small").filters(24, 28, 30).batch(20)
                    .epochs(4);

    /** Class 0 is bright above, class 1 below. */
    static Dataset data(int size) {
        Shape shape = Shape.of(size, size, 3);
        Random random = new Random(3);
        float[] values = new float[IMAGES * shape.size()];
        int[] labels = new int[IMAGES];
        for (int n = 0; n < IMAGES; n++) {
            labels[n] = n % 2;
            for (int i = 0; i < shape.size(); i++) {
                boolean isAbove = i < shape.size() / 2;
                values[n * shape.size() + i] = random.nextFloat() + (isAbove == (labels[n] == 0) ? 0.5f : 0);
            }
        }
        return Dataset.of(new FloatSamples(new Tensor(IMAGES, shape, values)), new Labels(labels), List.of("a", "b"));
    }

    private static Layer whitening(Model model) {
        return model.layers().stream().filter(layer -> model.layerName(layer).equals("whitening")).findFirst()
                .orElseThrow();
    }

    private static float[] weight(Model model, int index) {
        Layer layer = whitening(model);
        Weight weight = model.weights(layer).get(index);
        return model.weight(layer, weight);
    }

    @Test
    void fast94HasTheNumbersOfTheRecipe() {
        Dataset data = data(32);
        Dataset tenClasses = new Dataset(data.inputs(), data.targets(), List.of("0123456789".split("")));
        try (Model model = CifarRecipe.FAST94.model(tenClasses)) {
            // Whitening 312; convolutions 13,824 + 36,864 + 147,456 + 3 x 589,824; head 2,560; offsets, means and variances of 1,152 channels.
            assertThat(model.summary().total()).isEqualTo(1_973_944);
        }
    }

    @Test
    void itIsTrainedAndTheWhiteningKernelStays() {
        Dataset data = data(26);
        try (Model model = SMALL.compiled(data, 1)) {
            float[] kernel = weight(model, 0);
            float[] bias = weight(model, 1);
            History history = model.fit(SMALL.targets(data), SMALL.fitOptions(1));
            double[] loss = history.get("loss");
            assertThat(loss[3]).isLessThan(loss[0]);
            assertThat(weight(model, 0)).isEqualTo(kernel);
            assertThat(weight(model, 1)).isNotEqualTo(bias);
            assertThat(model.evaluate(SMALL.targets(data), SMALL.views()).logs().get("categorical_accuracy"))
                    .isGreaterThan(0.9);
        }
    }

    @Test
    void eachVariantIsBuilt() {
        Dataset data = data(32);
        CifarRecipe other =
                SMALL.epochs(1).whitening(false).dirac(false).muon(false).alternatingFlip(false).translation(0)
                        .cutout(8).labelSmoothing(0);
        CifarRecipe residual = SMALL.epochs(1).convolutions(3).residual(true);
        for (CifarRecipe recipe : List.of(other, residual)) {
            try (Model model = recipe.compiled(data, 1)) {
                assertThat(model.fit(recipe.targets(data), recipe.fitOptions(1)).get("loss")[0]).isBetween(0.0, 3.0);
            }
        }
    }

    @Test
    void imagesThatAreTooSmallAreRefused() {
        assertThatThrownBy(() -> SMALL.model(data(24))).hasMessage(
                "small takes images [height, width, channels] of 25 x 25 pixels or more, but got [24, 24, 3]");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SMALL.filters(23, 64, 64))
                .hasMessage("CifarRecipe: filters is 24 or more, but got 23");
        assertThatThrownBy(() -> SMALL.filters(64))
                .hasMessage("CifarRecipe: filters is 3 numbers, but got [64]");
        assertThatThrownBy(() -> SMALL.convolutions(1))
                .hasMessage("CifarRecipe: convolutions is 2 or more, but got 1");
    }
}
