package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.models.ModelZoo;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** What we write, we read, and it computes the same. */
class RoundTripTest {
    /** Functions that files write out in operators that no classifier has; they are refused by name. */
    private static final Set<String> REFUSED = Set.of(
            "SPARSEMAX", "relu general", "relu sloped", "ReLU", "BICUBIC",
            "Resizing NEAREST", "down NEAREST", "ranks");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return EveryLayer.models().entrySet().stream()
                .filter(entry -> REFUSED.stream().noneMatch(name -> entry.getKey().endsWith(name)))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    @Test
    void networks() throws Exception {
        check(ModelZoo.RESNET20.create(Shape.of(8, 8, 3), 5));
        check(ModelZoo.MOBILENET_V2.create(Shape.of(32, 32, 3), 5));
    }

    @Test
    void aLayerThatIsUsedTwiceIsOne() throws Exception {
        Node in = Input.of(6, 6, 2).apply();
        Conv2D conv = Conv2D.of(2, 3).padding(Padding.SAME);
        Dense dense = Dense.of(2);
        BatchNormalization fresh = BatchNormalization.of();
        Node features = GlobalAveragePooling2D.of().apply(
                BatchNormalization.of().apply(fresh.apply(conv.apply(conv.apply(in)))));
        Path file = folder.resolve("twice.onnx");
        try (Model model = Graph.of(in, dense.apply(dense.apply(features)))) {
            OnnxFile.save(model, file);
            try (Model again = OnnxFile.load(file)) {
                assertThat(again.summary().total()).isEqualTo(model.summary().total());
                check(model);
            }
        }
    }

    private void check(Model model) throws Exception {
        Path file = folder.resolve("model.onnx");
        try (model) {
            OnnxFile.save(model, file, ExportOptions.defaults().metadata(Map.of("classes", "a\nb")));
            List<Tensor> inputs = OnnxRuntime.inputs(model);
            List<Tensor> expected = OnnxRuntime.predict(model, inputs);
            LoadedOnnx loaded = OnnxFile.read(file);
            assertThat(loaded.metadata()).containsExactly(Map.entry("classes", "a\nb"));
            try (Model again = loaded.model()) {
                List<Tensor> actual = OnnxRuntime.predict(again, inputs);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(actual.get(i).sampleShape()).isEqualTo(expected.get(i).sampleShape());
                    OnnxRuntime.assertClose("output " + i, actual.get(i).values(), expected.get(i).values(), 1e-6);
                }
            }
        }
    }
}
