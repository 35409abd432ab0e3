package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Model;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/** Files of PyTorch's exporters, which {@code tools/golden/onnx_models.py} writes with what PyTorch computes. */
class PyTorchTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<String> files() throws IOException {
        return files(GOLDEN);
    }

    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".onnx")).sorted()
                    .toList();
        }
    }

    @Test
    void bothExportersWroteEachNetwork() throws IOException {
        assertThat(files()).hasSize(14);
    }

    /** PyTorch and our engine add in other orders, so their floats differ in the last digits. */
    @ParameterizedTest
    @MethodSource("files")
    void computesWhatPyTorchComputes(String name) throws IOException {
        check(GOLDEN, name);
    }

    /** Compares the outputs of a model with those in a file beside it, {@code NAME.out} for {@code NAME.exporter.onnx}. */
    static void check(Path folder, String name) throws IOException {
        String network = name.substring(0, name.indexOf('.'));
        try (Model model = OnnxFile.load(folder.resolve(name))) {
            Shape shape = model.shape(model.inputs().getFirst());
            assertThat(shape).isEqualTo(Shape.of(12, 12, 3));
            float[] images = channelsLast(floats(folder.resolve(network + ".in")), 3, 144);
            float[] actual = OnnxRuntime.predict(model, List.of(new Tensor(2, shape, images))).getFirst().values();
            Shape result = model.shape(model.outputs().getFirst());
            float[] expected = floats(folder.resolve(network + ".out"));
            if (result.rank() == 3) {
                expected = channelsLast(expected, result.channels(), result.size() / result.channels());
            }
            OnnxRuntime.assertClose(name, actual, expected, 1e-5);
        }
    }

    private static float[] floats(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static float[] channelsLast(float[] values, int channels, int pixels) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int sample = i / (channels * pixels);
            int channel = i / pixels % channels;
            result[(sample * pixels + i % pixels) * channels + channel] = values[i];
        }
        return result;
    }
}
