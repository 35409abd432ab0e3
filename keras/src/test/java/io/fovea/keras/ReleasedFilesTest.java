package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Model;
import io.fovea.data.FloatSamples;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

/**
 * Files of each form that Fovea ever wrote must open for ever, with the state of the optimizer and the notes. A new form adds a file to
 * the folder; none is ever made anew.
 */
class ReleasedFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/released");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void opens(Path file) throws IOException {
        LoadedModel loaded = KerasFile.load(file);
        try (Model model = loaded.model()) {
            assertThat(loaded.notCompiled()).isEmpty();
            assertThat(loaded.notes().classNames()).containsExactly("cat", "dog", "bird");
            assertThat(model.optimizerState().steps()).isEqualTo(4);
            float[] output = model.predict(new FloatSamples(new Tensor(1, Shape.of(5, 4, 3), new float[60])))[0];
            // What the file's model gave when it was written.
            assertThat(output).containsExactly(0.34518996f, 0.35700086f, 0.2978092f);
        }
    }
}
