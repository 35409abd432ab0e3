package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Npy;
import io.fovea.data.NpyArray;
import io.fovea.data.Samples;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** Files, outputs and training steps that the real Keras made ({@code tools/golden/make.py}, Keras 3.15.1 on JAX, seed 1). */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** Sums of some dozen float32 products near 1, taken in another order; gelu's error function adds 1.5e-7. */
    private static final double OUTPUT = 1e-6;

    /** Three steps of rate 0.1 carry such errors on; Adam divides by the root of small squares. */
    private static final double TRAINED = 2e-5;

    @TempDir
    Path folder;

    private static List<Samples> inputs(String name, Model model) {
        List<Samples> inputs = new ArrayList<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            inputs.add(new FloatSamples(Npy.read(GOLDEN.resolve(name + "_x" + i + ".npy"))));
        }
        return inputs;
    }

    private static void checkOutputs(String name, Model model) {
        List<Tensor> outputs = model.predict(inputs(name, model));
        for (int i = 0; i < outputs.size(); i++) {
            float[] expected = Npy.read(GOLDEN.resolve(name + "_y" + i + ".npy")).values();
            for (int k = 0; k < expected.length; k++) {
                assertThat((double) outputs.get(i).values()[k]).as("%s, output %d, element %d", name, i, k)
                        .isCloseTo(expected[k], within(OUTPUT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "sgd", "shapes_valid", "shapes_same", "graph"})
    void predictsWhatKerasPredicts(String name) throws IOException {
        try (Model model = KerasFile.load(GOLDEN.resolve(name + ".keras")).model()) {
            checkOutputs(name, model);
            Path copy = folder.resolve("copy.keras");
            KerasFile.save(model, copy);
            try (Model again = KerasFile.load(copy).model()) {
                checkOutputs(name, again);
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
                KerasFile.save(again, folder.resolve("again.keras"));
            }
            assertThat(Files.readAllBytes(folder.resolve("again.keras"))).isEqualTo(Files.readAllBytes(copy));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "sgd", "momentum", "nesterov"})
    void trainsAsKerasTrains(String name) throws IOException {
        try (Model model = KerasFile.load(GOLDEN.resolve(name + ".keras")).model();
                Model expected = KerasFile.load(GOLDEN.resolve(name + "_trained.keras")).model()) {
            NpyArray labels = Npy.readArray(GOLDEN.resolve(name + "_labels.npy"));
            int[] classes = new int[labels.values().length];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = (int) labels.values()[i];
            }
            Dataset data = Dataset.of(inputs(name, model).getFirst(), new Labels(classes));
            model.fit(data, FitOptions.epochs(3).batch(5).shuffle(false));
            for (int w = 0; w < model.weights().size(); w++) {
                float[] ours = model.weights().get(w);
                float[] theirs = expected.weights().get(w);
                for (int k = 0; k < ours.length; k++) {
                    assertThat((double) ours[k]).as("weight %d, element %d", w, k).isCloseTo(theirs[k],
                            within(TRAINED));
                }
            }
            assertThat(model.optimizerState().steps()).isEqualTo(expected.optimizerState().steps()).isEqualTo(3);
            List<List<float[]>> states = model.optimizerState().states();
            for (int w = 0; w < states.size(); w++) {
                for (int s = 0; s < states.get(w).size(); s++) {
                    // Swapped means and squares would have the same shapes: the numbers tell them apart.
                    assertThat(states.get(w).get(s)).as("state %d of weight %d", s, w)
                            .containsExactly(expected.optimizerState().states().get(w).get(s), within((float) TRAINED));
                }
            }
        }
    }
}
