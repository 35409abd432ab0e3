package io.fovea.profiling;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Flops;
import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.benchmark.StepProfile;
import io.fovea.benchmark.WorkRate;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Padding;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.Adam;

/** The works of a plan are asked for as many operations as {@link Flops} counts: none is left out, none counted twice. */
class WorkCostsTest {
    /** Winograd with a pooling, direct, strided, folded normalization, a few pixels, a large and a small dense layer. */
    private static Model model() {
        Model model = Sequential.of(
                Input.of(16, 16, 3),
                Conv2D.of(16, 3).padding(Padding.SAME).activation(RELU),
                Conv2D.of(32, 3).padding(Padding.SAME).activation(RELU),
                MaxPooling2D.of(2),
                Conv2D.of(32, 5).padding(Padding.SAME).strides(2).useBias(false),
                BatchNormalization.of(),
                Conv2D.of(64, 3).padding(Padding.SAME),
                Conv2D.of(64, 3).strides(3),
                Flatten.of(),
                Dense.of(512).activation(RELU),
                Dense.of(10).activation(SOFTMAX));
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        return model;
    }

    private static double flops(StepProfile profile) {
        return profile.works().stream().mapToDouble(WorkRate::flops).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 40})
    void everyOperationOfATrainingStepIsSomeWorks(int batch) {
        try (Model model = model()) {
            StepProfile profile = model.profileSteps(batch, 0.05);

            assertThat(profile.batch()).isEqualTo(batch);
            assertThat(flops(profile)).isEqualTo((double) batch * Flops.of(model).training());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 40})
    void everyOperationOfAnInferenceIsSomeWorks(int batch) {
        try (Model model = model()) {
            StepProfile profile = model.profileInference(batch, 0.05);

            assertThat(flops(profile)).isEqualTo((double) batch * Flops.of(model).forward());
        }
    }

    @Test
    void timesAddUpToTheStep() {
        try (Model model = model()) {
            StepProfile profile = model.profileSteps(8, 0.1);
            double stages = profile.stages().stream().mapToDouble(stage -> stage.seconds()).sum();

            assertThat(profile.works()).allSatisfy(work -> assertThat(work.seconds()).isNotNegative());
            assertThat(stages + profile.between()).isCloseTo(profile.seconds(), within(1e-9));
            assertThat(profile.stages()).allSatisfy(stage -> assertThat(
                    stage.works().stream().mapToDouble(WorkRate::seconds).sum()).isLessThanOrEqualTo(stage.seconds()));
        }
    }

    @Test
    void bytesAreThoseOfBuffersAndWeights() {
        try (Model model = Sequential.of(Input.of(4, 4, 16), Flatten.of(), Dense.of(64).activation(RELU))) {
            WorkRate dense = model.profileInference(2, 0.02).works().stream()
                    .filter(work -> work.work().equals("dense")).findFirst().orElseThrow();

            // The input of 256 floats for two samples, and 256 x 64 weights with 64 biases.
            assertThat(dense.bytes()).isGreaterThanOrEqualTo(4 * (2 * 256 + 257 * 64));
            assertThat(dense.bytesPerSecond()).isEqualTo(dense.bytes() / dense.seconds());
        }
    }
}
