package io.fovea.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Model;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.data.Npy;
import io.fovea.data.Samples;
import io.fovea.layers.Layer;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/**
 * Saved and loaded again, every layer is the same and computes the same bits. What was saved stays in {@code target/roundtrip},
 * where the real Keras can look at it, a file at a time ({@code tools/golden/check.py}).
 */
class RoundTripTest {
    private static final Path FOLDER = Path.of("target/roundtrip");
    private static final int[] LABELS = {2, 0, 1, 1, 2};

    private final Map<String, Model> models = EveryLayer.models();

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.createDirectories(FOLDER);
    }

    @AfterEach
    void free() {
        models.values().forEach(Model::close);
    }

    static List<String> names() {
        Map<String, Model> all = EveryLayer.models();
        all.values().forEach(Model::close);
        return List.copyOf(all.keySet());
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".keras");
    }

    /** Also written for Keras: {@code NAME_x0.npy}, {@code NAME_y0.npy}. */
    private static List<Tensor> predicted(String name, Model model) throws IOException {
        List<Samples> inputs = EveryLayer.inputs(model);
        List<Tensor> outputs = model.predict(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            write(name + "_x" + i, ((FloatSamples) inputs.get(i)).tensor());
        }
        for (int i = 0; i < outputs.size(); i++) {
            write(name + "_y" + i, outputs.get(i));
        }
        return outputs;
    }

    private static void write(String name, Tensor tensor) throws IOException {
        int[] sample = tensor.sampleShape().toArray();
        int[] shape = new int[1 + sample.length];
        shape[0] = tensor.count();
        System.arraycopy(sample, 0, shape, 1, sample.length);
        Npy.write(FOLDER.resolve(name + ".npy"), shape, tensor.values());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLayerComesBack(String name) throws IOException {
        Model model = models.get(name);
        KerasFile.save(model, file(name));
        try (Model again = KerasFile.load(file(name)).model()) {
            assertThat(again.name()).isEqualTo(model.name());
            assertThat(again.getClass()).isEqualTo(model.getClass());
            assertThat(byName(again)).isEqualTo(byName(model));
            for (Layer layer : model.layers()) {
                Layer other = named(again, model.layerName(layer));
                model.weights(layer).forEach(
                        w -> assertThat(again.weight(other, w)).isEqualTo(model.weight(layer, w)));
            }
            List<Tensor> expected = predicted(name, model);
            assertThat(again.predict(EveryLayer.inputs(again))).usingRecursiveComparison().isEqualTo(expected);
            Path resaved = FOLDER.resolve("again");
            KerasFile.save(again, resaved);
            assertThat(resaved).hasSameBinaryContentAs(file(name));
            Files.delete(resaved);
        }
    }

    private static Map<String, Layer> byName(Model model) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        model.layers().forEach(l -> layers.put(model.layerName(l), l.named(model.layerName(l))));
        return layers;
    }

    private static Layer named(Model model, String name) {
        return model.layers().stream().filter(l -> model.layerName(l).equals(name)).findFirst().orElseThrow();
    }

    static List<Optimizer> optimizers() {
        return List.of(new Adam(0.01, 0.8, 0.95, 1e-6), new SGD(0.1), new SGD(0.1, 0.9, false),
                new SGD(0.1, 0.9, true));
    }

    /** The name under which a model trained by an optimizer is kept. */
    private static String name(Optimizer optimizer) {
        return optimizer instanceof SGD s ? s.nesterov() ? "nesterov" : s.momentum() > 0 ? "momentum" : "sgd" : "adam";
    }

    private static void train(Model model) {
        Dataset data = Dataset.of(EveryLayer.inputs(model).getFirst(), new Labels(LABELS));
        model.fit(data, FitOptions.epochs(2).batch(EveryLayer.SAMPLES).shuffle(false));
    }

    /** Two steps, the file, two more: as four steps without it. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingGoesOn(Optimizer optimizer) throws IOException {
        String name = "trained_" + name(optimizer);
        Model model = models.get("skip");
        model.compile(optimizer, new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        train(model);
        KerasFile.save(model, file(name));
        predicted(name, model);
        Npy.write(FOLDER.resolve(name + "_labels.npy"), new int[]{LABELS.length}, LABELS);
        try (Model again = KerasFile.load(file(name)).model()) {
            assertThat(again.optimizer()).isEqualTo(model.optimizer());
            assertThat(again.losses()).isEqualTo(model.losses());
            assertThat(again.metrics()).isEqualTo(model.metrics());
            train(model);
            train(again);
            // Four steps in all; the second file is for Keras, which takes its own two steps from the first.
            assertThat(again.optimizerState().steps()).isEqualTo(4);
            KerasFile.save(model, file(name + "_next"));
            KerasFile.save(again, FOLDER.resolve("again"));
            assertThat(FOLDER.resolve("again")).hasSameBinaryContentAs(file(name + "_next"));
            Files.delete(FOLDER.resolve("again"));
        }
    }

    @Test
    void theSameModelIsTheSameBytes() throws IOException {
        Map<String, Model> second = EveryLayer.models();
        for (String name : models.keySet()) {
            try (Model twin = second.get(name)) {
                KerasFile.save(models.get(name), FOLDER.resolve("one"));
                KerasFile.save(twin, FOLDER.resolve("two"));
                assertThat(FOLDER.resolve("one")).hasSameBinaryContentAs(FOLDER.resolve("two"));
            }
        }
        Files.delete(FOLDER.resolve("one"));
        Files.delete(FOLDER.resolve("two"));
    }
}
