package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.NpyArray;
import io.fovea.data.Samples;
import io.fovea.tensor.Tensor;
import io.fovea.training.Callback;
import io.fovea.training.FitOptions;
import io.fovea.training.Training;

/**
 * Files that the real Keras made, of versions 2.15, 3.0, 3.3, 3.6 and 3.15 ({@code tools/golden/files.py}): they predict as in Keras,
 * come back from our own files with the same bits, and go on training as Keras went on.
 */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/files");

    /** Of float32 sums in another order. */
    private static final double CLOSE = 1e-5;

    /** Five steps carry them on. */
    private static final double TRAINED = 1e-4;

    /** What Keras computes in half precision has two to three digits; the weights themselves are equal. */
    private static final double HALF = 1e-2;

    /** TensorFlow's fused normalization of Keras 2 divides by one less than the count where it learns the variance. */
    private static final double FUSED = 5e-4;

    @TempDir
    Path folder;

    static List<Catalog.Case> files() {
        return Stream.of("keras", "keras36", "keras33", "keras30", "keras2")
                .flatMap(group -> Catalog.cases("files_" + group).stream())
                .filter(c -> c.about().has("file")).toList();
    }

    static List<Catalog.Case> trained() {
        return files().stream().filter(c -> c.has("losses")).toList();
    }

    static Path file(Catalog.Case c) {
        return FOLDER.resolve(c.category().substring("files_".length())).resolve(c.about().path("file").asString());
    }

    private static double tolerance(Catalog.Case c, double full) {
        return c.name().contains("16") ? HALF : c.category().equals("files_keras2") && full == TRAINED ? FUSED : full;
    }

    private static Samples samples(NpyArray array) {
        return new FloatSamples(array.samples());
    }

    private static List<Samples> inputs(Catalog.Case c) {
        List<Samples> inputs = new ArrayList<>();
        for (int i = 0; c.has("x" + i); i++) {
            inputs.add(samples(c.array("x" + i)));
        }
        return inputs;
    }

    private static void checkOutputs(Catalog.Case c, Model model, String golden, double tolerance) {
        List<Tensor> outputs = model.predict(inputs(c));
        for (int i = 0; i < outputs.size(); i++) {
            float[] values = outputs.get(i).values();
            assertThat(values).as("%s, output %d", c, i)
                    .containsExactly(c.values(golden + i), within((float) tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void predictsAsInKeras(Catalog.Case c) throws IOException {
        LoadedModel loaded = KerasFile.load(file(c));
        try (Model model = loaded.model()) {
            assertThat(loaded.notCompiled()).isEmpty();
            assertThat(loaded.remarks().isEmpty()).isEqualTo(!c.name().contains("type_"));
            checkOutputs(c, model, "y", tolerance(c, CLOSE));
            Path copy = folder.resolve("copy.keras");
            Path again = folder.resolve("again.keras");
            KerasFile.save(model, copy);
            KerasFile.save(model, again);
            assertThat(again).as("saved twice").hasSameBinaryContentAs(copy);
            try (Model second = KerasFile.load(copy).model()) {
                assertThat(second.predict(inputs(c))).usingRecursiveComparison().isEqualTo(model.predict(inputs(c)));
                KerasFile.save(second, again);
            }
            assertThat(again).as("saved after it was loaded again").hasSameBinaryContentAs(copy);
        }
    }

    @ParameterizedTest
    @MethodSource("trained")
    void trainsOnAsKeras(Catalog.Case c) throws IOException {
        try (Model model = KerasFile.load(file(c)).model()) {
            // Through our own file as well: what it keeps of the optimizer is as good as Keras's.
            Path copy = folder.resolve("copy.keras");
            KerasFile.save(model, copy);
            try (Model again = KerasFile.load(copy).model()) {
                for (Model each : List.of(model, again)) {
                    double tolerance = tolerance(c, TRAINED);
                    assertThat(losses(c, each)).as("losses").containsExactly(c.values("losses"),
                            within((float) tolerance));
                    checkOutputs(c, each, "z", tolerance);
                }
            }
        }
    }

    private static float[] losses(Catalog.Case c, Model model) {
        List<Samples> targets = new ArrayList<>();
        for (int i = 0; c.has("t" + i); i++) {
            NpyArray array = c.array("t" + i);
            targets.add(array.shape().length == 1 ? labels(array) : samples(array));
        }
        float[] losses = new float[c.values("losses").length];
        Callback record = new Callback() {
            @Override
            public void onEpochEnd(Training training) {
                losses[training.epoch() - 1] = (float) training.loss();
            }
        };
        Dataset data = new Dataset(inputs(c), targets, List.of());
        model.fit(data, FitOptions.epochs(losses.length).batch(data.size()).shuffle(false).callback(record));
        return losses;
    }

    private static Labels labels(NpyArray array) {
        int[] labels = new int[array.values().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) array.values()[i];
        }
        return new Labels(labels);
    }

    @Test
    void refusesQuantizedLayersByName() {
        assertThatThrownBy(() -> KerasFile.load(FOLDER.resolve("keras/quantized.keras")))
                .isInstanceOf(KerasFileException.class).hasMessageContaining("int8_from_float32")
                .hasMessageContaining("Dense");
    }

    /** A sequential model that is used twice in another, which is used twice in another, and so on. */
    @Test
    void refusesModelsThatDoubleAtEachLevel() {
        String layer = "{\"class_name\": \"Activation\", \"config\": {\"name\": \"a\", \"activation\": \"relu\"}, "
                + "\"inbound_nodes\": [[[\"i\", 0, 0, {}]], [[\"a\", 0, 0, {}]]]}";
        String last = "[\"a\", 1, 0]";
        for (int i = 0; i < 20; i++) {
            String name = "m" + i;
            layer = "{\"class_name\": \"Functional\", \"config\": {\"name\": \"" + name + "\", \"layers\": ["
                    + "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"i\", \"batch_shape\": [null, 3]}, "
                    + "\"inbound_nodes\": []}, " + layer + "], \"input_layers\": [[\"i\", 0, 0]], \"output_layers\": ["
                    + last
                    + "]}, \"inbound_nodes\": [[[\"i\", 0, 0, {}]], [[\"" + name + "\", 1, 0, {}]]]}";
            last = "[\"" + name + "\", 2, 0]";
        }
        String whole = layer;
        assertThatThrownBy(() -> ConfigReader.read(JsonMapper.shared().readTree(whole), 1000))
                .isInstanceOf(KerasFileException.class).hasMessageContaining("more than 100000 times");
    }

    @Test
    void theFirstBytesTellTheKindOfAFile() throws IOException {
        Path renamed = folder.resolve("model.keras");
        Files.copy(FOLDER.resolve("keras2/legacy_sequential.h5"), renamed);
        try (Model model = KerasFile.load(renamed).model()) {
            assertThat(model.layers()).isNotEmpty();
        }
    }
}
