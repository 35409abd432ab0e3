package io.fovea.keras;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.Graph;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.Add;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adafactor;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.Grouped;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.ParameterGroup;
import io.fovea.optimizers.RMSprop;
import io.fovea.optimizers.SGD;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** A training with optimizers for groups of weights is continued from a file, however the groups were chosen. */
class GroupedFileTest {
    @TempDir
    Path folder;

    static List<Optimizer> optimizers() {
        ParameterGroup dense = ParameterGroup.ofLayers("dense");
        ParameterGroup vectors = ParameterGroup.of("vectors", p -> p.rank() == 1);
        return List.of(
                Grouped.of(new Adam(0.01)).with(dense, new SGD(0.1, 0.9, true)),
                Grouped.of(new SGD(0.1)).with(vectors, new Adam(0.01)).with(dense, new RMSprop(0.01)),
                Grouped.of(new Adam(0.003)).withRateFactor(vectors, 0.1).withRateFactor(dense, 7),
                Grouped.of(new Adam(0.003, 0.9, 0.99, 1e-7)).with(dense, new Adafactor(0.01)));
    }

    private static Model model() {
        return Sequential.of(
                Input.of(4, 4, 2), Conv2D.of(3, 3), BatchNormalization.of(), Flatten.of(),
                Dense.of(3).activation(SOFTMAX));
    }

    private static void train(Model model) {
        float[] pixels = new RandomNormal(0, 1).values(Shape.of(12, 32), 1);
        int[] labels = {0, 1, 2, 0, 1, 2, 2, 1, 0, 2, 1, 0};
        model.fit(
                Dataset.of(new FloatSamples(new Tensor(12, Shape.of(4, 4, 2), pixels)), new Labels(labels)),
                FitOptions.epochs(1).batch(4).shuffle(false));
    }

    private void check(Model model, Optimizer optimizer) throws IOException {
        Path file = folder.resolve("model.keras");
        model.compile(optimizer, new SparseCategoricalCrossentropy());
        train(model);
        KerasFile.save(model, file);
        LoadedModel loaded = KerasFile.load(file);
        try (Model again = loaded.model()) {
            assertThat(loaded.notCompiled()).isEmpty();
            assertThat(again.optimizer().orElseThrow()).hasToString(optimizer.toString());
            Path second = folder.resolve("again.keras");
            KerasFile.save(again, second);
            assertThat(second).hasSameBinaryContentAs(file);
            assertThat(again.weights()).as("weights").usingRecursiveComparison().isEqualTo(model.weights());
            assertThat(again.optimizerState()).as("state").usingRecursiveComparison().isEqualTo(model.optimizerState());
            train(model);
            train(again);
            assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
            assertThat(again.optimizerState()).usingRecursiveComparison().isEqualTo(model.optimizerState());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingGoesOn(Optimizer optimizer) throws IOException {
        try (Model model = model()) {
            check(model, optimizer);
        }
    }

    /** Its layer has another name here than in the model that it is a part of. */
    @Test
    void groupsReachIntoModelsThatAreLayers() throws IOException {
        Node image = Input.of(4, 4, 2).apply();
        try (Model trunk = Graph.named("trunk", image, Conv2D.of(2, 3).apply(image))) {
            Node in = Input.of(4, 4, 2).apply();
            Node sum = Add.of().apply(Conv2D.of(2, 3).apply(in), trunk.apply(in).getFirst());
            Node out = Dense.of(3).activation(SOFTMAX).apply(Flatten.of().apply(sum));
            Path file = folder.resolve("nested.keras");
            try (Model model = Graph.of(in, out)) {
                KerasFile.save(model, file);
            }
            try (Model model = KerasFile.load(file).model()) {
                assertThat(model.layers().stream().map(model::layerName)).contains("conv2d", "trunk_conv2d");
                check(model, Grouped.of(new Adam(0.01)).with(ParameterGroup.ofLayers("trunk_conv2d"),
                        new SGD(0.1, 0.9, true)));
            }
        }
    }

    @Test
    void aWeightThatTheModelLacksIsRefused() throws IOException {
        Path file = folder.resolve("model.keras");
        try (Model model = model()) {
            model.compile(
                    Grouped.of(new SGD(0.1)).with(ParameterGroup.ofLayers("dense"), new SGD(0.2)),
                    new SparseCategoricalCrossentropy());
            KerasFile.save(model, file);
        }
        Path changed = KerasFileTest.with(
                file, folder.resolve("changed.keras"), "config.json",
                bytes -> new String(bytes, StandardCharsets.UTF_8).replace("layers/dense/vars/0", "layers/dense/vars/7")
                        .getBytes(StandardCharsets.UTF_8));
        LoadedModel loaded = KerasFile.load(changed);
        loaded.model().close();
        assertThat(loaded.notCompiled()).hasValue(
                "compile_config: a group of weights names \"layers/dense/vars/7\", which is no weight of the model");
    }
}
