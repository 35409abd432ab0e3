package io.fovea.keras;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Add;
import io.fovea.layers.Concatenate;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalMaxPooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;

/** A model that is used as a layer is one in a file as well: by its name, with the names of its layers in it. */
class NestedModelTest {
    @TempDir
    Path folder;

    /** The names of the layers, those of models with what is in them. */
    private static List<Object> structure(JsonNode model) {
        List<Object> names = new ArrayList<>();
        for (JsonNode layer : model.path("config").path("layers")) {
            names.add(layer.path("config").path("name").asString());
            if (layer.path("config").has("layers")) {
                names.add(layer.path("class_name").asString());
                names.add(structure(layer));
            }
        }
        return names;
    }

    private static List<Object> structure(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            JsonNode config =
                    JsonMapper.shared().readTree(zip.getInputStream(zip.getEntry("config.json")).readAllBytes());
            return List.of(config.path("class_name").asString(), structure(config));
        }
    }

    private List<Object> written(Model model) throws IOException {
        Path file = folder.resolve("model.keras");
        KerasFile.save(model, file);
        try (Model again = KerasFile.load(file).model()) {
            Path second = folder.resolve("again.keras");
            KerasFile.save(again, second);
            assertThat(second).hasSameBinaryContentAs(file);
            assertThat(again.getClass()).isEqualTo(model.getClass());
        }
        return structure(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "nested", "nested_chain", "nested_outputs", "nested_last", "siamese", "functional_in_sequential",
        "sequential_in_functional", "frozen_part", "built_later"
    })
    void aFileOfKerasKeepsItsStructure(String name) throws IOException {
        Path file = Path.of("src/test/resources/golden/files/keras", name + ".keras");
        List<Object> expected = structure(file);
        assertThat(expected.toString()).contains("al, [");
        try (Model model = KerasFile.load(file).model()) {
            List<Object> written = written(model);
            // Keras writes the input that it makes itself only for a model that is built with it.
            assertThat(written.toString().replaceAll("input_layer\\w*, ", ""))
                    .isEqualTo(expected.toString().replaceAll("input_layer\\w*, ", ""));
        }
    }

    private static Graph trunk() {
        Node in = Input.of(4, 4, 2).apply();
        Node wide = Conv2D.of(3, 3).activation(RELU).apply(in);
        return Graph.named("trunk", in, Conv2D.of(2, 1).apply(wide));
    }

    @Test
    void aModelThatIsUsedTwiceIsOneLayer() throws IOException {
        try (Model trunk = trunk()) {
            Node left = Input.of(4, 4, 2).named("left").apply();
            Node right = Input.of(4, 4, 2).named("right").apply();
            Node both = Concatenate.of().apply(trunk.apply(right).getFirst(), trunk.apply(left).getFirst());
            try (Model twins = Graph.of(List.of(left, right), List.of(Dense.of(2).apply(both)))) {
                assertThat(written(twins).toString()).contains("trunk, Functional, [input_layer, conv2d, conv2d_1]");
            }
        }
    }

    @Test
    void aSequenceOfModelsIsSequential() throws IOException {
        try (Model trunk = trunk();
                Model head = Sequential.named("head", Input.of(2, 2, 2), GlobalMaxPooling2D.of(),
                        Dense.of(3).activation(SOFTMAX))) {
            Node in = Input.of(4, 4, 2).apply();
            Node out = head.apply(trunk.apply(in).getFirst()).getFirst();
            try (Model whole = Sequential.named("whole", in, out)) {
                assertThat(written(whole)).hasToString(
                        "[Sequential, [input_layer, trunk, Functional, [input_layer, conv2d, conv2d_1], "
                                + "head, Sequential, [input_layer, global_max_pooling2d, dense]]]");
            }
        }
    }

    @Test
    void aModelWhoseInsideIsReadIsWrittenAsItsLayers() throws IOException {
        try (Model trunk = trunk()) {
            Node in = Input.of(4, 4, 2).apply();
            Node end = trunk.apply(in).getFirst();
            Node middle = end.inputs().getFirst();
            try (Model model = Graph.of(in, Add.of().apply(end, Conv2D.of(2, 1).apply(middle)))) {
                assertThat(written(model).toString()).doesNotContain("trunk");
            }
        }
    }

    @Test
    void modelsThatShareALayerAreWrittenAsTheirLayers() throws IOException {
        try (Model trunk = trunk()) {
            Node in = Input.of(4, 4, 2).apply();
            Node other = trunk.layers().get(1).apply(in);
            Node end = Concatenate.of().apply(trunk.apply(in).getFirst(), other);
            try (Model model = Graph.of(in, end)) {
                assertThat(written(model).toString()).doesNotContain("trunk");
            }
        }
    }

    @Test
    void twoModelsOfOneNameGetTwo() throws IOException {
        try (Model one = trunk(); Model two = trunk()) {
            Node in = Input.of(4, 4, 2).apply();
            Node end = Add.of().apply(one.apply(in).getFirst(), two.apply(in).getFirst());
            try (Model model = Graph.of(in, end)) {
                assertThat(written(model).toString()).contains("trunk, Functional", "trunk_1, Functional");
            }
        }
    }
}
