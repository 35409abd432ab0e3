package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.layers.Dropout;
import io.fovea.layers.Input;

/** Models of as many layers as are allowed, one after another, and of more. */
class DeepModelTest {
    private static final String NODE = """
            {"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 3], "dtype": "float32",
            "keras_history": ["%s", 0, 0]}}], "kwargs": {}}""";
    private static final String LAYER =
            """
                    {"module": "keras.layers", "class_name": "Dropout", "config": {"name": "d%d", "rate": 0.5}, "registered_name": null,
                    "name": "d%d", "inbound_nodes": [%s]}""";
    private static final String MODEL = """
            {"module": "keras", "class_name": "Functional", "config": {"name": "deep", "trainable": true, "layers": [
            {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 3], "name": "in"},
            "registered_name": null, "name": "in", "inbound_nodes": []}, %s],
            "input_layers": [["in", 0, 0]], "output_layers": [["d%d", 0, 0]]}, "registered_name": "Functional"}""";

    @TempDir
    Path folder;

    private Path deep(int count, boolean backwards) throws IOException {
        Path good = folder.resolve("good.keras");
        try (Model model = Sequential.of(Input.of(3), Dropout.of(0.5))) {
            KerasFile.save(model, good);
        }
        List<String> layers = IntStream.range(0, count)
                .mapToObj(i -> LAYER.formatted(i, i, NODE.formatted(i == 0 ? "in" : "d" + (i - 1))))
                .collect(Collectors.toList());
        if (backwards) {
            Collections.reverse(layers);
        }
        String text = MODEL.formatted(String.join(",", layers), count - 1);
        return KerasFileTest.with(
                good, folder.resolve("deep.keras"), "config.json", b -> text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeepModelIsReadInTime(boolean backwards) throws IOException {
        Path file = deep(4_000, backwards);
        double begun = ProcessFigures.seconds();
        try (Model model = KerasFile.load(file).model()) {
            assertThat(model.layers()).hasSize(4_001);
        }
        assertThat(ProcessFigures.seconds() - begun).isLessThan(5);
    }

    @Test
    void aDeeperOneIsRefused() throws IOException {
        Path file = deep(5_001, false);
        assertThatThrownBy(() -> KerasFile.load(file)).isInstanceOf(KerasFileException.class)
                .hasMessageContaining("at most 5000 are read");
    }
}
