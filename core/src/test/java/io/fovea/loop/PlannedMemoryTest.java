package io.fovea.loop;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.data.Dataset;
import io.fovea.data.Samples;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.MaxPooling2D;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.optimizers.Adam;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.training.FitOptions;

/** What a training is said to take is what it takes. */
class PlannedMemoryTest {
    private static final Input INPUT = Input.of(32, 32, 3);
    private static final Objective OBJECTIVE = new Objective(
            List.of(new SparseCategoricalCrossentropy()), List.of(new SparseCategoricalAccuracy()));

    private final Memory memory = new Memory();
    private final Workers workers = new Workers(2);
    private final Network network = new Network(topology(), Kernels.preferred(), memory, new Lifecycle(() -> {}));
    private final OptimizerState optimizer =
            new OptimizerState(new Adam().rule(), network.graph().parameters());

    @AfterEach
    void close() {
        workers.close();
        optimizer.close();
        memory.close();
    }

    private static Topology topology() {
        Node input = INPUT.apply();
        Node node = input;
        for (var layer : List.of(
                Conv2D.of(32, 3).activation(RELU), BatchNormalization.of(), Conv2D.of(32, 3), MaxPooling2D.of(2),
                Dropout.of(0.5), Flatten.of(), Dense.of(64).activation(RELU), Dense.of(10).activation(SOFTMAX))) {
            node = layer.apply(node);
        }
        return new Topology(List.of(input), List.of(node));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 32, 128})
    void equalsWhatAPlanAllocates(int batch) {
        try (Plan plan = Plan.training(
                network.graph(), OBJECTIVE.operations(network), optimizer, batch, network.kernels(), workers)) {
            var summarize = Trainer.summarize(network, OBJECTIVE, Optional.of(optimizer), batch, workers);
            assertThat(summarize.bytes()).isEqualTo(plan.bytes());
            assertThat(summarize.stages()).isEqualTo(plan.stages());
        }
        try (Plan plan = Plan.inference(network.graph(), List.of(), batch, network.kernels(), workers)) {
            var nothing = new Objective(List.of(), List.of());
            assertThat(Trainer.summarize(network, nothing, Optional.empty(), batch, workers).bytes())
                    .isEqualTo(plan.bytes());
        }
    }

    /** As the operating system counts it, where it says so; it also counts what other tests leave or free meanwhile. */
    @Test
    @Tag("process")
    void equalsWhatTheProcessGrowsBy() throws IOException {
        if (residentBytes().isEmpty()) {
            System.out.println("the memory of the process is not checked: there is no /proc/self/status");
            return;
        }
        int batch = 1024;
        long planned = Trainer.summarize(network, OBJECTIVE, Optional.of(optimizer), batch, workers).bytes();
        long before = residentBytes().orElseThrow();
        try (Plan plan = Plan.training(
                network.graph(), OBJECTIVE.operations(network), optimizer, batch, network.kernels(), workers)) {
            long grown = residentBytes().orElseThrow() - before;
            System.out.printf("a batch of %d: planned %,d bytes, the process grew by %,d%n", plan.batch(), planned,
                    grown);
            // Less where the process still has pages of memory that earlier tests freed.
            assertThat(grown).isBetween(planned - planned / 20, planned + planned / 50);
        }
    }

    private static Optional<Long> residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        }
    }

    @Test
    void aModelKnowsWhatItTakes() {
        try (Model model = Sequential.of(INPUT, Flatten.of(), Dense.of(10).activation(SOFTMAX))) {
            assertThatThrownBy(() -> model.trainingBytes(1)).isInstanceOf(IllegalStateException.class);
            model.compile(new Adam(), new SparseCategoricalCrossentropy());

            assertThat(model.trainingBytes(10)).isGreaterThan(model.weightBytes());
            assertThat(model.trainingBytes(128)).isGreaterThan(model.trainingBytes(10));
            assertThat(model.inferenceBytes(128)).isBetween(model.weightBytes(), model.trainingBytes(128));
            assertThat(model.trainingStages(10)).isNotEmpty();
            assertThat(model.inferenceStages(10).size()).isLessThan(model.trainingStages(10).size());
            assertThatThrownBy(() -> model.inferenceBytes(0))
                    .hasMessage("a batch has 1 to 1073741824 samples, but got 0");
        }
    }

    @Test
    void tooLargeABatchIsRefusedBeforeItIsAllocated() {
        int samples = 1 << 24;
        Samples labels = new Endless(samples, Shape.of(1));
        try (Model model = Sequential.of(
                Input.of(256, 256, 3), Conv2D.of(8, 3), Flatten.of(), Dense.of(2).activation(SOFTMAX))) {
            model.compile(new Adam(), new SparseCategoricalCrossentropy());
            var data = Dataset.of(new Endless(samples, Shape.of(256, 256, 3)), labels);

            assertThatThrownBy(() -> model.fit(data, FitOptions.epochs(1).batch(samples)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the largest batch that fits is ");
        }
    }

    /** Zeros that are nowhere. */
    private record Endless(int size, Shape shape) implements Samples {
        @Override
        public void read(int index, float[] into, int offset) {
            into[offset] = 0;
        }
    }
}
