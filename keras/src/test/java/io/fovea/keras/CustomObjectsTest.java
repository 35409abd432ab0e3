package io.fovea.keras;

import static io.fovea.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.custom.SymbolicTensor;
import io.fovea.custom.WeightTensors;
import io.fovea.initializers.Constant;
import io.fovea.layers.ComposedLayer;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.layers.Weight;
import io.fovea.losses.ElementLoss;
import io.fovea.losses.MeanSquaredError;
import io.fovea.losses.Reduction;
import io.fovea.metrics.MeanMetric;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;

/** A user's own layers, losses and metrics are in files by the names under which they are registered. */
class CustomObjectsTest {
    /** A trainable scale of each channel. */
    record Gain(String name, double start) implements ComposedLayer {
        @Override
        public Gain named(String newName) {
            return new Gain(newName, start);
        }

        @Override
        public List<Weight> weights(List<Shape> inputs) {
            return List.of(
                    new Weight("gain", Shape.of(inputs.getFirst().channels()), new Constant((float) start), true));
        }

        @Override
        public SymbolicTensor call(List<SymbolicTensor> inputs, WeightTensors weights) {
            return inputs.getFirst().multiply(weights.get("gain"));
        }
    }

    /** An error to the power of four. */
    record FourthPower(double factor) implements ElementLoss {
        @Override
        public String name() {
            return "fourth_power";
        }

        @Override
        public double element(double output, double target) {
            return factor * Math.pow(output - target, 4);
        }

        @Override
        public double slope(double output, double target) {
            return 4 * factor * Math.pow(output - target, 3);
        }
    }

    /** Whether the first number is near. */
    record Near(double distance) implements MeanMetric {
        @Override
        public String name() {
            return "near";
        }

        @Override
        public double value(float[] output, float[] target) {
            return Math.abs(output[0] - target[0]) < distance ? 1 : 0;
        }
    }

    private static final CustomObject<Gain> GAIN = CustomObject.layer(
            "mine>Gain", Gain.class, config -> new Gain("", config.number("start")),
            gain -> Map.of("start", gain.start()));

    private static final CustomObjects MINE = CustomObjects.of(
            GAIN,
            CustomObject.loss("mine>FourthPower", FourthPower.class, config -> new FourthPower(config.number("factor")),
                    loss -> Map.of("factor", loss.factor())),
            CustomObject.metric("mine>Near", Near.class, config -> new Near(config.number("distance")),
                    metric -> Map.of("distance", metric.distance())));

    @TempDir
    Path folder;

    private Model model() {
        return Sequential.of(Input.of(3), Dense.of(4).activation(RELU), new Gain("", 1.5), Dense.of(2));
    }

    @Test
    void areSavedAndLoaded() throws IOException {
        Path file = folder.resolve("mine.keras");
        try (Model model = model()) {
            model.compile(new Adam(), new FourthPower(0.5).reduction(Reduction.SUM), new Near(0.25));
            KerasFile.save(model, file, ModelNotes.none(), MINE);
            LoadedModel loaded = KerasFile.load(file, MINE);
            try (Model again = loaded.model()) {
                assertThat(loaded.notCompiled()).isEmpty();
                assertThat(again.layers().get(2)).isEqualTo(new Gain("gain", 1.5));
                assertThat(again.losses()).isEqualTo(model.losses());
                assertThat(again.metrics()).isEqualTo(model.metrics());
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
                KerasFile.save(again, folder.resolve("again.keras"), ModelNotes.none(), MINE);
            }
            assertThat(folder.resolve("again.keras")).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void areInGraphs() throws IOException {
        Path file = folder.resolve("mine.keras");
        Node in = Input.of(3).apply();
        Gain gain = new Gain("twice", 2);
        try (Model model = Graph.of(in, gain.apply(gain.apply(in)))) {
            KerasFile.save(model, file, ModelNotes.none(), MINE);
            try (Model again = KerasFile.load(file, MINE).model()) {
                assertThat(again.layers()).contains(gain);
                assertThat(again.nodes()).hasSize(3);
            }
        }
    }

    @Test
    void areNamedWhereTheyAreMissing() throws IOException {
        Path file = folder.resolve("mine.keras");
        try (Model model = model()) {
            assertThatThrownBy(() -> KerasFile.save(model, file)).isInstanceOf(KerasFileException.class)
                    .hasMessageContaining("gain (Gain, " + Gain.class.getName())
                    .hasMessageContaining("CustomObject");
            assertThat(file).doesNotExist();
            model.compile(new SGD(0.1), new FourthPower(1));
            assertThatThrownBy(() -> KerasFile.save(model, file, ModelNotes.none(), CustomObjects.of(GAIN)))
                    .hasMessageContaining(FourthPower.class.getName()).hasMessageContaining("CustomObject");
            KerasFile.save(model, file, ModelNotes.none(), MINE);
        }
        assertThatThrownBy(() -> KerasFile.load(file)).isInstanceOf(KerasFileException.class)
                .hasMessageContaining("mine>Gain").hasMessageContaining("CustomObject");
        LoadedModel loaded = KerasFile.load(file, CustomObjects.of(GAIN));
        try (Model model = loaded.model()) {
            assertThat(loaded.notCompiled().orElseThrow()).contains("FourthPower");
            assertThat(model.optimizer()).isEmpty();
        }
    }

    @Test
    void argumentsOfAnotherTypeAreNamed() throws IOException {
        Path file = folder.resolve("mine.keras");
        try (Model model = model()) {
            model.compile(new SGD(0.1), new MeanSquaredError());
            KerasFile.save(model, file, ModelNotes.none(), CustomObjects.of(GAIN));
        }
        CustomObject<Gain> other = CustomObject.layer(
                "mine>Gain", Gain.class, config -> new Gain("", config.number("begin")), gain -> Map.of());
        assertThatThrownBy(() -> KerasFile.load(file, CustomObjects.of(other)))
                .hasMessageContaining("layer gain (Gain): 'begin' should be a number");
    }

    @Test
    void namesAreChecked() {
        assertThatThrownBy(() -> CustomObject.layer("Gain", Gain.class, c -> new Gain("", 1), g -> Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("package>Class");
        assertThatThrownBy(() -> CustomObjects.of(GAIN, GAIN)).hasMessageContaining("mine>Gain");
    }
}
