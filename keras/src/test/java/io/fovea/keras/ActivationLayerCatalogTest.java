package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.FloatSamples;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Keras's layers that are activation functions: read, computed, written. */
class ActivationLayerCatalogTest {
    private static final double TOLERANCE = 1e-5;

    private static final Set<String> NAMES = Set.of(
            "activation", "relu", "relu all", "leaky relu", "elu", "softmax", "softmax axis", "softmax vector");

    static List<Catalog.Case> cases() {
        List<Catalog.Case> cases =
                Catalog.cases("layers").stream().filter(c -> NAMES.contains(c.name())).toList();
        assertThat(cases).hasSameSizeAs(NAMES);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAreThoseOfKeras(Catalog.Case c) throws KerasFileException {
        int[] shape = c.array("x0").shape();
        Shape sample = Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
        try (Model model = Sequential.of(Input.of(sample.toArray()), LayerReader.read(c.about().path("layer")))) {
            float[] y = model.predict(List.of(new FloatSamples(new Tensor(shape[0], sample, c.values("x0")))))
                    .getFirst().values();
            float[] expected = c.values("y");
            assertThat(y).hasSameSizeAs(expected);
            for (int i = 0; i < y.length; i++) {
                assertThat((double) y[i]).as("%s, element %d", c, i).isCloseTo(expected[i], within(TOLERANCE));
            }
        }
    }

    /** With every argument of Keras: none is forgotten. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrittenIsWhatKerasWrites(Catalog.Case c) throws KerasFileException {
        JsonNode keras = c.about().path("layer");
        Layer layer = LayerReader.read(keras);
        LayerFormat<?> format = LayerFormats.of(layer);
        Map<String, Object> written = format.write(layer, layer.name(), true);
        JsonNode ours = JsonMapper.shared().valueToTree(written);
        assertThat(ours.path("class_name")).isEqualTo(keras.path("class_name"));
        assertThat(ours.path("config").propertyNames())
                .containsExactlyInAnyOrderElementsOf(keras.path("config").propertyNames());
        assertThat(LayerReader.read(ours)).isEqualTo(layer);
    }
}
