package io.fovea.keras;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Npy;
import io.fovea.data.Samples;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.models.ModelZoo;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.SGD;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/**
 * The real Keras loads what we write, predicts the same, and trains on as we do; what it saves then comes back. Run by {@code mvn
 * verify -Pkeras}, which makes an environment with Keras and TensorFlow and gives its Python as the property {@code keras.python}.
 */
class RealKerasCheck {
    private static final Path FOLDER = Path.of("target/real-keras");
    private static final int[] LABELS = {2, 0, 1, 1, 2};

    /** As a part of the largest number, at least of 1: float32 sums in another order. */
    private static final double PREDICTED = 1e-5;

    /** Ten steps carry them on. */
    private static final double TRAINED = 1e-5;

    private final Map<String, Model> untrained = new TreeMap<>(EveryLayer.models());
    private final Map<String, Model> trained = new TreeMap<>();

    private static String python() {
        String python = System.getProperty("keras.python", "");
        assertThat(python).as("the property keras.python: a Python that has Keras").isNotEmpty();
        return python;
    }

    private void make() throws KerasFileException {
        for (Catalog.Case c : GoldenFilesTest.files()) {
            if (c.category().equals("files_keras")) {
                untrained.put("golden_" + c.name(), KerasFile.load(GoldenFilesTest.file(c)).model());
            }
        }
        // Keras 3.15 can't build any model of it: the layer returns its symbolic input, "part of a cycle".
        untrained.remove("equalization").close();
        // Small images of all zoo models; ten classes and random weights.
        for (ModelZoo network : ModelZoo.values()) {
            untrained.put("zoo_" + network.name().toLowerCase(Locale.ROOT), network.create(Shape.of(32, 32, 3), 10));
        }
        Model grouped =
                Sequential.of(Input.of(5, 4, 2), Conv2D.of(3, 3), Flatten.of(), Dense.of(3).activation(SOFTMAX));
        grouped.compile(
                Grouped.of(new Adam()).with(ParameterGroup.ofLayers("dense"), new SGD(0.1)),
                new SparseCategoricalCrossentropy());
        train(grouped, 3);
        untrained.put("grouped", grouped);
        // What Keras does not know lies beside the optimizer's arguments.
        Model excluded = Sequential.of(Input.of(5, 4, 2), Flatten.of(), Dense.of(3).activation(SOFTMAX));
        excluded.compile(
                new AdamW().options(UpdateOptions.of().weightDecay(0.1).excludeFromWeightDecay("bias")),
                new SparseCategoricalCrossentropy());
        train(excluded, 3);
        untrained.put("excluded", excluded);
        for (Catalog.Case c : Catalog.cases("optimizers")) {
            // No bias: its gradient before a normalization is 0, and Adam makes steps of full size of what rounding leaves of it.
            Model model = Sequential.of(
                    Input.of(5, 4, 2), Conv2D.of(3, 3).useBias(false), BatchNormalization.of(), Flatten.of(),
                    Dense.of(3).activation(SOFTMAX));
            model.compile(OptimizerFormats.read(c.object("optimizer")), new SparseCategoricalCrossentropy());
            train(model, 3);
            trained.put("optimizer_" + c.name().replace(' ', '_'), model);
        }
    }

    private static void train(Model model, int steps) {
        Dataset data = Dataset.of(EveryLayer.inputs(model).getFirst(), new Labels(LABELS));
        model.fit(data, FitOptions.epochs(steps).batch(EveryLayer.SAMPLES).shuffle(false));
    }

    private static void write(String name, Tensor tensor) throws IOException {
        int[] shape = new int[1 + tensor.sampleShape().rank()];
        shape[0] = tensor.count();
        System.arraycopy(tensor.sampleShape().toArray(), 0, shape, 1, shape.length - 1);
        Npy.write(FOLDER.resolve(name + ".npy"), shape, tensor.values());
    }

    private static void write(String name, Model model) throws IOException {
        KerasFile.save(model, FOLDER.resolve(name + ".keras"));
        List<Samples> inputs = EveryLayer.inputs(model);
        List<Tensor> outputs = model.predict(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            write(name + "_x" + i, ((FloatSamples) inputs.get(i)).tensor());
        }
        for (int i = 0; i < outputs.size(); i++) {
            write(name + "_y" + i, outputs.get(i));
        }
    }

    private static double largest(Model model) {
        double largest = 1;
        for (Tensor output : model.predict(EveryLayer.inputs(model))) {
            for (float value : output.values()) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    private static double difference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            difference = Math.max(difference, Math.abs((double) a[i] - b[i]));
        }
        return difference;
    }

    @Test
    void theRealKerasGoesOnWithOurFiles() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        make();
        KerasExtras.write(FOLDER.resolve("fovea_extras.py"));
        for (Map.Entry<String, Model> each : untrained.entrySet()) {
            write(each.getKey(), each.getValue());
        }
        for (Map.Entry<String, Model> each : trained.entrySet()) {
            write(each.getKey(), each.getValue());
            Npy.write(FOLDER.resolve(each.getKey() + "_t0.npy"), new int[]{LABELS.length}, LABELS);
        }
        Process process =
                new ProcessBuilder(
                        python(), "../tools/golden/roundtrip.py", FOLDER.toString(),
                        "src/test/resources/golden/files/keras")
                        .inheritIO().start();
        assertThat(process.waitFor()).as("exit code of roundtrip.py").isZero();
        List<String> report = new ArrayList<>();
        List<String> lines = Files.readAllLines(FOLDER.resolve("keras.txt"));
        report.add("Keras " + lines.getFirst() + ": " + (lines.size() - 1) + " files. Largest differences:");
        report.add("");
        report.add("| file | outputs, Fovea to Keras | after 10 further steps in both | back, Keras to Fovea |");
        report.add("| --- | ---: | ---: | ---: |");
        List<String> wrong = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String name = line.substring(0, line.indexOf(' '));
            double predicted = Double.parseDouble(line.substring(line.indexOf(' ') + 1));
            Model model = trained.containsKey(name) ? trained.get(name) : untrained.get(name.replace('_', ' '));
            double scale = largest(model == null ? untrained.get(name) : model);
            double[] further = trained.containsKey(name) ? further(name, trained.get(name)) : new double[0];
            report.add(row(name, predicted, further));
            if (predicted > PREDICTED * scale
                    || further.length > 0 && (further[0] > TRAINED || further[1] > PREDICTED)) {
                wrong.add(report.getLast());
            }
        }
        Files.write(FOLDER.resolve("report.md"), report);
        assertThat(wrong).isEmpty();
    }

    private static String row(String name, double predicted, double[] further) {
        return further.length == 0
                ? String.format(Locale.ROOT, "| %s | %.1e | | |", name, predicted)
                : String.format(Locale.ROOT, "| %s | %.1e | %.1e | %.1e |", name, predicted, further[0], further[1]);
    }

    /** How far ten further steps here are from Keras's, and what of Keras's file comes back from what Keras says of it. */
    private static double[] further(String name, Model model) throws IOException {
        train(model, 10);
        float[] keras = Npy.read(FOLDER.resolve(name + "_z0.npy")).values();
        double ours = difference(model.predict(EveryLayer.inputs(model)).getFirst().values(), keras);
        LoadedModel back = KerasFile.load(FOLDER.resolve(name + "_back.keras"));
        try (Model again = back.model()) {
            assertThat(back.notCompiled()).isEmpty();
            assertThat(again.optimizerState().steps()).isEqualTo(13);
            return new double[]{
                ours, difference(again.predict(EveryLayer.inputs(again)).getFirst().values(), keras)};
        }
    }
}
