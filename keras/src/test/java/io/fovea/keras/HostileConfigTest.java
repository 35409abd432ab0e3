package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dropout;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;

/** Files whose numbers are at the ends of int, and files with layers and arguments that are not known. */
class HostileConfigTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** The ends of int, just beyond, far beyond, and no whole number. */
    private static final List<String> NUMBERS = List.of(
            "0", "-1", "2147483646", "2147483647", "2147483648", "-2147483648", "9223372036854775807", "1.5", "-1e30",
            "1e999");

    /** Inputs that a prediction is made for; larger ones a test has no memory for. */
    private static final int MOST_ELEMENTS = 1 << 16;

    @TempDir
    Path folder;

    static List<String> names() {
        return RoundTripTest.names();
    }

    /** @param found by what a number is: the classes of the objects that it is in, its names there and its value */
    private static void numbers(JsonNode node, JsonPointer at, String what, Map<String, JsonPointer> found) {
        if (node.isNumber()) {
            found.putIfAbsent(what + node, at);
        }
        String object = what + node.path("class_name").asString("") + " ";
        node.properties().forEach(
                p -> numbers(p.getValue(), at.appendProperty(p.getKey()), object + p.getKey() + " ", found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            boolean layers = node.get(i).has("class_name");
            numbers(node.get(i), at.appendIndex(i), layers ? what : what + i + " ", found);
        }
    }

    private static void set(JsonNode root, JsonPointer at, JsonNode value) {
        switch (root.at(at.head())) {
            case ObjectNode object -> object.set(at.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(at.last().getMatchingIndex(), value);
            default -> throw new AssertionError(at);
        }
    }

    private Path with(Path file, JsonNode config) throws IOException {
        return KerasFileTest.with(
                file, folder.resolve("changed.keras"), "config.json", b -> JSON.writeValueAsBytes(config));
    }

    /**
     * Every number in the description of every model, one at a time: refused in one line, or a model that predicts. Of layers of the same
     * class that have the same number in the same place, the first one's is changed.
     */
    @ParameterizedTest
    @MethodSource("names")
    void noNumberCrashesIt(String name) throws IOException {
        Path file = folder.resolve("model.keras");
        try (Model model = EveryLayer.models().get(name)) {
            KerasFile.save(model, file);
        }
        byte[] text = KerasFileTest.entry(file, "config.json");
        Map<String, JsonPointer> places = new LinkedHashMap<>();
        numbers(JSON.readTree(text), JsonPointer.empty(), "", places);
        assertThat(places).isNotEmpty();
        for (JsonPointer place : places.values()) {
            for (String number : NUMBERS) {
                JsonNode config = JSON.readTree(text);
                set(config, place, DecimalNode.valueOf(new BigDecimal(number)));
                loadsOrIsRefused(with(file, config), place + " = " + number);
            }
        }
    }

    private static void loadsOrIsRefused(Path file, String what) {
        try (Model model = KerasFile.load(file).model()) {
            if (model.inputs().stream().allMatch(input -> model.shape(input).size() < MOST_ELEMENTS)) {
                model.predict(EveryLayer.inputs(model));
            }
        } catch (KerasFileException e) {
            assertThat(e.getMessage()).as(what).startsWith(file.toString());
            KerasFileTest.isOneClearLine(e.getMessage());
            assertThat(e.getMessage()).as(what).doesNotContain("Java may use", "do not fit together");
        }
    }

    private Path saved(Model model) throws IOException {
        Path file = folder.resolve("model.keras");
        try (model) {
            KerasFile.save(model, file);
        }
        return file;
    }

    private static Sequential small() {
        return Sequential.of(
                Input.of(9, 7, 3), Conv2D.of(4, 3), Dropout.of(0.5), MaxPooling2D.of(2));
    }

    private void refused(String layer, String argument, String json, String... words) throws IOException {
        Path file = saved(small());
        JsonNode config = JSON.readTree(KerasFileTest.entry(file, "config.json"));
        for (JsonNode object : config.path("config").path("layers")) {
            if (object.path("class_name").asString().equals(layer)) {
                ((ObjectNode) object.path("config")).set(argument, JSON.readTree(json));
            }
        }
        Path changed = with(file, config);
        assertThatThrownBy(() -> KerasFile.load(changed)).isInstanceOf(KerasFileException.class)
                .hasMessageContaining(layer).hasMessageContainingAll(words)
                .satisfies(e -> KerasFileTest.isOneClearLine(e.getMessage()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "valid | 2147483647 | 4294967295 x 4294967295 pixels does not fit",
        "same  | 2147483647 | 4294967299, 4294967297, 3",
        "same  | 2147483646 | 4294967293 x 4294967293 pixels pads",
    })
    void dilationsThatReachOutsideMemoryAreRefusedWithTheirWindow(String padding, int rate, String window)
            throws IOException {
        Path file = saved(Sequential.of(
                Input.of(5, 3, 3), Conv2D.of(4, 3).padding(Padding.valueOf(padding.toUpperCase(Locale.ROOT)))));
        JsonNode config = JSON.readTree(KerasFileTest.entry(file, "config.json"));
        set(config, JsonPointer.compile("/config/layers/1/config/dilation_rate"),
                JSON.createArrayNode().add(rate).add(rate));
        Path changed = with(file, config);
        assertThatThrownBy(() -> KerasFile.load(changed)).isInstanceOf(KerasFileException.class)
                .hasMessageContainingAll("layer conv2d (Conv2D)", window, "[5, 3, 3]");
    }

    @Test
    void anArgumentThatWouldChangeTheResultIsRefusedByName() throws IOException {
        refused("Dropout", "noise_shape", "[null, 1, 1, 3]", "noise_shape", "dropout");
        refused("Dropout", "spatial", "true", "'spatial' is true", "supported are", "rate", "seed");
        refused("Conv2D", "kernel_regularizer", "{\"class_name\":\"L9\",\"config\":{}}", "L9", "L2");
        refused("Conv2D", "lora_rank", "4", "'lora_rank' is 4");
        refused("MaxPooling2D", "data_format", "\"channels_first\"", "data_format", "channels_first");
        refused("InputLayer", "sparse", "true", "'sparse' is true");
    }

    @Test
    void anArgumentThatChangesNothingIsIgnored() throws IOException {
        Path file = saved(small());
        JsonNode config = JSON.readTree(KerasFileTest.entry(file, "config.json"));
        ObjectNode dropout = (ObjectNode) config.at("/config/layers/2/config");
        dropout.put("seed", 1337).putNull("something_new");
        ((ObjectNode) config.at("/config/layers/0/config")).put("optional", true);
        try (Model model = KerasFile.load(with(file, config)).model()) {
            assertThat(model.layers()).hasSize(4).contains(Dropout.of(0.5).named("dropout"));
        }
    }

    @Test
    void anUnknownLayerIsRefusedWithTheListOfThoseThatAreKnown() throws IOException {
        Path file = saved(small());
        JsonNode config = JSON.readTree(KerasFileTest.entry(file, "config.json"));
        ((ObjectNode) config.at("/config/layers/2")).put("class_name", "Conv3D");
        Path changed = with(file, config);
        assertThatThrownBy(() -> KerasFile.load(changed))
                .hasMessageContainingAll("layer dropout is a Conv3D, which isn't known", "Conv2D, Conv2DTranspose",
                        "Rescaling", "layer of your own");
    }

    @Test
    void everyFormatComesBackUnderItsName() {
        assertThat(LayerFormats.classNames()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(18)
                .allSatisfy(name -> assertThat(LayerFormats.of(name, "x").className()).isEqualTo(name));
    }
}
