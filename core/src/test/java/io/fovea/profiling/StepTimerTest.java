package io.fovea.profiling;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.fovea.Model;
import io.fovea.Sequential;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.BatchFeed;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.loop.Objective;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.optimizers.SGD;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;

class StepTimerTest {
    private static Model model() {
        Model model = Sequential.of(
                Input.of(16, 16, 3), Conv2D.of(16, 3), Flatten.of(), Dense.of(2).activation(SOFTMAX));
        model.compile(new SGD(0.01), new SparseCategoricalCrossentropy());
        return model;
    }

    @Test
    void theWorkersTimeIsAccountedFor() {
        try (Model model = model()) {
            var rate = model.measureSteps(8, 0.1, 1e12);

            assertThat(rate.batch()).isEqualTo(8);
            assertThat(rate.samplesPerSecond()).isPositive();
            assertThat(rate.parts()).containsKeys("input_layer", "conv2d", "dense");
            assertThat(rate.parts().values().stream().mapToDouble(x -> x).sum() + rate.waiting())
                    .isCloseTo(1, within(1e-9));
            assertThat(rate.data()).isBetween(rate.parts().get("input_layer"), 1.0);
        }
    }

    @Test
    void theWarmUpEndsWithinItsMeasurement() {
        try (Model model = model()) {
            var warmUp = model.measureWarmUp(8, 0.5);

            assertThat(warmUp.seconds()).isBetween(0.0, 0.5);
            assertThat(warmUp.samplesPerSecond()).isPositive();
        }
    }

    @Test
    void anEpochHasEachSampleOnceInAnOrderOfItsOwn() {
        try (Memory memory = new Memory()) {
            Node input = Input.of(700, 700, 3).apply();
            Node output = Dense.of(2).activation(SOFTMAX).apply(Flatten.of().apply(input));
            var network = new Network(new Topology(List.of(input), List.of(output)), Kernels.scalar(4), memory,
                    new Lifecycle(() -> {}));
            var feed = new BenchmarkFeed(
                    network, new Objective(List.of(new SparseCategoricalCrossentropy()), List.of()), 5);
            List<Float> first = epoch(feed);
            List<Float> second = epoch(feed);

            assertThat(new HashSet<>(first)).isEqualTo(Set.copyOf(second)).hasSizeGreaterThan(30);
            assertThat(first).isNotEqualTo(second);
            assertThat(feed.shuffling()).isPositive();
        }
    }

    /** A number that tells each sample from the others: 64 MB of bytes are 45 images. */
    private static List<Float> epoch(BenchmarkFeed feed) {
        float[] picture = new float[700 * 700 * 3];
        return IntStream.range(0, 9).boxed().flatMap(batch -> {
            BatchFeed samples = feed.next(5);
            return IntStream.range(0, 5).mapToObj(s -> {
                samples.input(0, s, picture);
                float sum = 0;
                for (int i = 0; i < 1000; i++) {
                    sum += picture[i];
                }
                return sum;
            });
        }).toList();
    }
}
