package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Augmentation;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Layer;
import io.fovea.tensor.Tensor;

/** What augmentation layers do in training, against the real Keras; their ranges are of one number each, so nothing is random. */
class AugmentationCatalogTest {
    /** Of the greatest number: places and colors are computed in float32, in another order. */
    private static final double TOLERANCE = 1e-5;

    static List<Catalog.Case> cases() {
        return Catalog.cases("augmentations");
    }

    private static double difference(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double scale = 1e-3;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return difference / scale;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesImagesAsKerasDoes(Catalog.Case c) throws KerasFileException {
        Layer layer = LayerReader.read(c.about().path("layer"));
        Tensor result = new Augmentation(layer).apply(new FloatSamples(c.array("x0").samples()), 1, 1);
        for (int s = 0; s < result.count(); s++) {
            double least = Double.POSITIVE_INFINITY;
            // Where a sign is drawn, there are two.
            for (int i = 0; c.has("y" + i); i++) {
                float[] all = c.values("y" + i);
                int size = all.length / result.count();
                least = Math.min(
                        least, difference(result.sample(s), Arrays.copyOfRange(all, s * size, (s + 1) * size)));
            }
            assertThat(least).as("%s: sample %d", c, s).isLessThan(TOLERANCE);
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
}
