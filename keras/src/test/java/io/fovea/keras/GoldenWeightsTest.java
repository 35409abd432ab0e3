package io.fovea.keras;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.data.FloatSamples;
import io.fovea.data.Npy;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.GlobalAveragePooling2D;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.layers.Padding;
import io.fovea.layers.SeparableConv2D;

/** Weights that Keras, NumPy and safetensors wrote ({@code tools/golden/weights.py}) in the same model built here. */
class GoldenWeightsTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "weights");

    @TempDir
    Path folder;

    private static Model model() {
        Node image = Input.of(6, 5, 2).named("image").apply();
        Node first = Conv2D.of(4, 3).padding(Padding.SAME).named("first").apply(image);
        Node norm = BatchNormalization.of().named("norm").apply(first);
        Node second = SeparableConv2D.of(4, 3).padding(Padding.SAME).activation(RELU).named("second").apply(norm);
        Node sum = Add.of().named("sum").apply(norm, second);
        Node pool = GlobalAveragePooling2D.of().named("pool").apply(sum);
        return Graph.of(image, Dense.of(3).activation(SOFTMAX).named("classes").apply(pool));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "ordered.npz", "named.npz", "named.safetensors"})
    void theModelComputesTheSame(String name) throws IOException {
        try (Model model = model()) {
            assertThat(Weights.load(model, GOLDEN.resolve(name))).isEmpty();
            float[] values =
                    model.predict(List.of(new FloatSamples(Npy.read(GOLDEN.resolve("x.npy"))))).getFirst().values();
            float[] expected = Npy.read(GOLDEN.resolve("y.npy")).values();
            assertThat(values).hasSameSizeAs(expected);
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).isCloseTo(expected[i], within(1e-5f));
            }
            // What 'tools/golden/weights.py --check' reads, with -Dfovea.weights=FOLDER.
            Path out = Path.of(System.getProperty("fovea.weights", folder.toString()));
            for (String format : List.of("w.weights.h5", "w.npz", "w.safetensors")) {
                Weights.save(model, out.resolve(format));
            }
        }
    }
}
