package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.fovea.Model;
import io.fovea.layers.Layer;

/**
 * {@code docs/keras-files.md} says what files can hold, and where each is checked: this test makes the table of the golden files and of
 * the models that are written. It is in {@code target/keras-files.md} as it should be.
 */
class FileTableTest {
    private static final Path TABLE = Path.of("../docs/keras-files.md");
    private static final Path MADE = Path.of("target/keras-files.md");
    private static final int SHOWN = 2;

    /** Keras's own, which it can't put into a model that has an input. */
    private static final Set<String> ALONE = Set.of(
            "AutoContrast", "Equalization", "Solarization", "ContrastLimitedAdaptiveHistogramEqualization");

    private static void collect(JsonNode object, String file, Map<String, Set<String>> classes) {
        classes.computeIfAbsent(object.path("class_name").asString(""), c -> new TreeSet<>()).add(file);
        object.path("config").path("layers").forEach(layer -> collect(layer, file, classes));
    }

    private static Map<String, Set<String>> inGoldenFiles() throws IOException {
        Map<String, Set<String>> classes = new TreeMap<>();
        for (Catalog.Case c : GoldenFilesTest.files()) {
            Path file = GoldenFilesTest.file(c);
            String name = file.getParent().getFileName() + "/" + file.getFileName();
            if (name.endsWith(".keras")) {
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    JsonMapper.shared().readTree(zip.getInputStream(zip.getEntry("config.json")).readAllBytes())
                            .path("config").path("layers").forEach(layer -> collect(layer, name, classes));
                }
            }
        }
        return classes;
    }

    private static Map<String, Set<String>> inOurModels() throws KerasFileException {
        Map<String, Set<String>> classes = new TreeMap<>();
        for (Map.Entry<String, Model> each : EveryLayer.models().entrySet()) {
            try (Model model = each.getValue()) {
                for (Layer layer : model.layers()) {
                    classes.computeIfAbsent(LayerFormats.of(layer).className(), c -> new TreeSet<>())
                            .add(each.getKey());
                }
            }
        }
        return classes;
    }

    private static String shown(Set<String> files) {
        String first = String.join(", ", files.stream().limit(SHOWN).toList());
        return files.size() > SHOWN ? first + " and " + (files.size() - SHOWN) + " more" : first;
    }

    private static String read(String className, Map<String, Set<String>> golden) {
        return Optional.ofNullable(golden.get(className)).map(files -> "yes: " + shown(files))
                .orElse(LayerFormats.isOurs("fovea>" + className)
                        ? "yes: `RoundTripTest`"
                        : "yes: `LayerCatalogTest`" + (ALONE.contains(className) ? ", `AugmentationCatalogTest`" : ""));
    }

    private static String written(
            String className, Map<String, Set<String>> ours, Map<String, Set<String>> golden) {
        return className.equals("Identity")
                ? "as Activation"
                : Optional.ofNullable(ours.get(className)).map(models -> "yes: " + shown(models))
                        .orElseGet(() -> "yes: again " + shown(golden.getOrDefault(className, Set.of())));
    }

    private static List<String> table() throws IOException {
        Map<String, Set<String>> golden = inGoldenFiles();
        Map<String, Set<String>> ours = inOurModels();
        List<String> lines = new ArrayList<>(List.of(
                "# Layers in Keras files", "",
                "Made by `FileTableTest` of the module `keras`. *In*: a file of the real Keras that holds the layer "
                        + "(`keras/src/test/resources/golden/files`, made by `tools/golden/files.py`, read by `GoldenFilesTest`), or "
                        + "the test of its arguments.",
                "*Out*: a model of `EveryLayer` that holds it, which `RoundTripTest` writes and reads, or a golden file that is written "
                        + "again; `mvn verify -Pkeras` has the real Keras load all of them. Classes of Keras that are not here: [keras-names.md](keras-names.md), with the reason.",
                "",
                "| class | in | out |", "| --- | --- | --- |"));
        for (String className : LayerFormats.classNames()) {
            String name = LayerFormats.isOurs("fovea>" + className) ? "`fovea>" + className + "`" : className;
            lines.add("| " + name + " | " + read(className, golden) + " | " + written(className, ours, golden) + " |");
        }
        for (String className : List.of("Functional", "Sequential")) {
            lines.add("| " + className + " as a layer | " + read(className, golden)
                    + " | yes: `NestedModelTest`; as its layers where more of it is read than its outputs, or it shares layers with others |");
        }
        return lines;
    }

    @Test
    void theTableIsWhatTheTestsCheck() throws IOException {
        List<String> made = table();
        Files.createDirectories(MADE.getParent());
        Files.write(MADE, made);
        List<String> documented = Files.readAllLines(TABLE);
        assertThat(documented.subList(0, made.size())).as("docs/keras-files.md begins as %s", MADE).isEqualTo(made);
    }
}
