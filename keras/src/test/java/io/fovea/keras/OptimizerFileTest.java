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

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.constraints.MaxNorm;
import io.fovea.data.Dataset;
import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.initializers.RandomNormal;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;
import io.fovea.optimizers.AdamW;
import io.fovea.optimizers.Optimizer;
import io.fovea.optimizers.UpdateOptions;
import io.fovea.regularizers.L1;
import io.fovea.regularizers.L2;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;
import io.fovea.training.FitOptions;

/** A model in a file goes on training where it was, with every optimizer, its frozen layers, penalties and constraints. */
class OptimizerFileTest {
    @TempDir
    Path folder;

    static List<Catalog.Case> optimizers() {
        return Catalog.cases("optimizers");
    }

    private static Model model(Optimizer optimizer) {
        Model model = Sequential.of(
                Input.of(4, 4, 2), Conv2D.of(3, 3).kernelRegularizer(new L2(0.01)).biasConstraint(new MaxNorm(1)),
                BatchNormalization.of().gammaRegularizer(new L1(0.001)), Flatten.of(),
                Dense.of(3).activation(SOFTMAX).kernelConstraint(new MaxNorm(2)).biasRegularizer(new L2(0.1)));
        model.compile(optimizer, new SparseCategoricalCrossentropy());
        return model;
    }

    private static void train(Model model) {
        float[] pixels = new RandomNormal(0, 1).values(Shape.of(12, 32), 1);
        int[] labels = {0, 1, 2, 0, 1, 2, 2, 1, 0, 2, 1, 0};
        model.fit(
                Dataset.of(new FloatSamples(new Tensor(12, Shape.of(4, 4, 2), pixels)), new Labels(labels)),
                FitOptions.epochs(1).batch(4).shuffle(false));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingGoesOn(Catalog.Case c) throws IOException {
        Optimizer optimizer = OptimizerFormats.read(c.object("optimizer"));
        Path file = folder.resolve("model.keras");
        try (Model model = model(optimizer)) {
            train(model);
            KerasFile.save(model, file);
            LoadedModel loaded = KerasFile.load(file);
            try (Model again = loaded.model()) {
                assertThat(loaded.notCompiled()).isEmpty();
                assertThat(again.optimizer()).isEqualTo(model.optimizer());
                assertThat(again.layers().get(1)).isEqualTo(((Conv2D) model.layers().get(1)).named("conv2d"));
                train(model);
                train(again);
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
                assertThat(again.optimizerState()).usingRecursiveComparison().isEqualTo(model.optimizerState());
            }
        }
    }

    @Test
    void weightsThatDoNotDecayStaySo() throws IOException {
        Path file = folder.resolve("model.keras");
        Optimizer optimizer = new AdamW().options(
                UpdateOptions.of().weightDecay(0.1).excludeFromWeightDecay("bias", "gamma"));
        try (Model model = model(optimizer)) {
            train(model);
            KerasFile.save(model, file);
            try (Model again = KerasFile.load(file).model()) {
                assertThat(again.optimizer()).contains(optimizer);
                train(model);
                train(again);
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
            }
        }
        LoadedModel broken = KerasFile.load(KerasFileTest.with(
                file, folder.resolve("broken.keras"), "config.json",
                bytes -> new String(bytes, StandardCharsets.UTF_8).replace("[\"bias\",\"gamma\"]", "[\"(\"]")
                        .getBytes(StandardCharsets.UTF_8)));
        broken.model().close();
        KerasFileTest.isOneClearLine(broken.notCompiled().orElseThrow());
        assertThat(broken.notCompiled().orElseThrow()).contains("AdamW", "Unclosed group");
    }

    @Test
    void frozenLayersStayFrozen() throws IOException {
        Path file = folder.resolve("model.keras");
        try (Model model = model(new Adam())) {
            train(model);
            model.trainable(model.layers().get(1), false);
            KerasFile.save(model, file);
            try (Model again = KerasFile.load(file).model()) {
                assertThat(again.layers().stream().map(again::trainable))
                        .containsExactly(true, false, true, true, true);
                train(model);
                train(again);
                assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
            }
        }
    }
}
