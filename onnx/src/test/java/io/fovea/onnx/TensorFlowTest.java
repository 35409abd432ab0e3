package io.fovea.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Model;

/** Files of tf2onnx, which {@code tools/golden/onnx_tensorflow.py} writes with what TensorFlow computes. */
class TensorFlowTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/tensorflow");

    static List<String> files() throws IOException {
        return PyTorchTest.files(GOLDEN);
    }

    @Test
    void eachNetworkIsThereInBothOrdersOfAxes() throws IOException {
        assertThat(files()).hasSize(10);
    }

    /** Twice convolved by one layer: 3 x 3 x 3 x 3 and 3 numbers, then 3 x 5 and 5. */
    @Test
    void aLayerThatIsUsedTwiceIsOne() throws IOException {
        try (Model model = OnnxFile.load(GOLDEN.resolve("twice.nhwc.onnx"))) {
            assertThat(model.summary().total()).isEqualTo(84 + 20);
        }
    }

    /** TensorFlow and our engine add in other orders, so their floats differ in the last digits. */
    @ParameterizedTest
    @MethodSource("files")
    void computesWhatTensorFlowComputes(String name) throws IOException {
        PyTorchTest.check(GOLDEN, name);
    }
}
