package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.constraints.MaxNorm;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Weight;
import io.fovea.losses.MeanSquaredError;
import io.fovea.optimizers.SGD;
import io.fovea.training.FitOptions;

/** Layers with penalties on weights and outputs and with constraints: loss and weights after a step as in Keras. */
class LayerPenaltyCatalogTest {
    /** A step of rate 0.5 on weights near 1, in float32 and another order. */
    private static final double TOLERANCE = 2e-6;

    static List<Catalog.Case> cases() {
        return Catalog.cases("layer_penalties");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aStepIsKeras(Catalog.Case c) throws KerasFileException {
        Layer layer = LayerReader.read(c.about().path("layer"));
        int[] shape = c.array("x").shape();
        try (Model model = Sequential.of(Input.of(Arrays.copyOfRange(shape, 1, shape.length)), layer)) {
            Layer own = model.layers().getLast();
            List<Weight> weights = model.weights(own);
            for (int w = 0; w < weights.size(); w++) {
                model.setWeight(own, weights.get(w), c.values("w" + w));
            }
            model.compile(new SGD(0.5), new MeanSquaredError());
            double loss = model.fit(
                    Dataset.of(new FloatSamples(c.array("x").samples()), new FloatSamples(c.array("y").samples())),
                    FitOptions.epochs(1).batch(shape[0]).shuffle(false)).get("loss")[0];
            assertThat(loss).isCloseTo(c.values("loss")[0], within(1e-6 * loss));
            for (int w = 0; w < weights.size(); w++) {
                float[] expected = c.values("after" + w);
                float[] actual = model.weight(own, weights.get(w));
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) actual[i]).as("%s: %s, element %d", c, weights.get(w).name(), i)
                            .isCloseTo(expected[i], within(TOLERANCE));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenAsKerasWroteIt(Catalog.Case c) throws KerasFileException {
        Layer layer = LayerReader.read(c.about().path("layer"));
        Layer again = LayerReader.read(JsonMapper.shared()
                .valueToTree(LayerFormats.of(layer).write(layer, layer.name(), true)));
        assertThat(again).isEqualTo(layer);
    }

    @Test
    void aNormOverAWeightInPartsIsRefused() {
        assertThatThrownBy(() -> Sequential.of(
                Input.of(5, 5, 4), Conv2D.of(4, 3).groups(2).kernelConstraint(new MaxNorm(1, List.of(0, 1, 2)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conv2d/kernel of a grouped or transposed convolution is kept in parts");
    }
}
