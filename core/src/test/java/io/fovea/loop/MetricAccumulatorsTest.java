package io.fovea.loop;

import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fovea.data.FloatSamples;
import io.fovea.data.Labels;
import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.BatchFeed;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.metrics.SparseCategoricalAccuracy;
import io.fovea.metrics.SparseTopKCategoricalAccuracy;
import io.fovea.plan.Plan;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;
import io.fovea.tensor.Shape;
import io.fovea.tensor.Tensor;

class MetricAccumulatorsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUND = 100;
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private final Memory memory = new Memory();
    private final Workers workers = new Workers(1);
    private final Objective objective = new Objective(
            List.of(new SparseCategoricalCrossentropy()), List.of(new SparseCategoricalAccuracy()));
    private final Network network = network(memory);
    private final BatchFeed feed = new BatchFeed(
            List.of(new FloatSamples(new Tensor(3, Shape.of(2), new float[]{0, 1, 1, 0, 2, 2}))),
            List.of(new Labels(new int[]{0, 1, 1})), BatchFeed.inOrder(3));
    private final Plan plan = Plan.inference(
            network.graph(), objective.operations(network), 3, network.kernels(), workers);
    private final MetricAccumulators scores = new MetricAccumulators(network, objective);

    private static Network network(Memory memory) {
        Node input = Input.of(2).apply();
        Node output = Dense.of(2).activation(SOFTMAX).apply(input);
        Network network = new Network(new Topology(List.of(input), List.of(output)), Kernels.scalar(4), memory,
                new Lifecycle(() -> {}));
        network.initialize(1);
        return network;
    }

    @BeforeEach
    void run() {
        plan.run(feed, 3, 0, 0, 0);
    }

    @AfterEach
    void close() {
        plan.close();
        workers.close();
        memory.close();
    }

    @Test
    void goesOnFromSums() {
        scores.add(plan, feed, 2);
        MetricAccumulators resumed = new MetricAccumulators(network, objective);
        resumed.restore(scores.sums());
        scores.add(plan, feed, 3);
        resumed.add(plan, feed, 3);
        assertThat(resumed.means("val_")).isEqualTo(scores.means("val_"));
        assertThat(resumed.loss()).isEqualTo(scores.means("").get("loss"));
        assertThat(resumed.samples()).isEqualTo(5);
    }

    @Test
    void forgets() {
        scores.add(plan, feed, 3);
        scores.clear();
        assertThat(scores.loss()).isNaN();
        assertThat(scores.sums()).usingRecursiveComparison().isEqualTo(scores.none());
    }

    @Test
    void refusesSumsOfOtherMetrics() {
        assertThatThrownBy(() -> scores.restore(new MetricAccumulators.Sums(3, new double[5])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected the sums of 3");
    }

    /** All weights are zero: each class is as probable as the next, and class 0 is predicted. */
    @Test
    void eachOfSeveralOutputsHasItsOwnFigures() {
        Node input = Input.of(2).apply();
        Node a = Dense.of(2).activation(SOFTMAX).named("a").apply(input);
        Node b = Dense.of(4).activation(SOFTMAX).named("b").apply(input);
        Network two = new Network(new Topology(List.of(input), List.of(a, b)), Kernels.scalar(4), memory,
                new Lifecycle(() -> {}));
        Objective both = new Objective(
                List.of(new SparseCategoricalCrossentropy(), new SparseCategoricalCrossentropy()),
                List.of(new SparseCategoricalAccuracy(), new SparseTopKCategoricalAccuracy(2)));
        BatchFeed data = new BatchFeed(
                List.of(new FloatSamples(new Tensor(3, Shape.of(2), new float[6]))),
                List.of(new Labels(new int[]{0, 1, 1}), new Labels(new int[]{1, 0, 0})), BatchFeed.inOrder(3));
        try (Plan step = Plan.inference(two.graph(), both.operations(two), 3, two.kernels(), workers)) {
            step.run(data, 3, 0, 0, 0);
            MetricAccumulators figures = new MetricAccumulators(two, both);
            figures.add(step, data, 3);
            Map<String, Double> means = figures.means("val_");
            assertThat(means.keySet()).containsExactly(
                    "val_loss", "val_a_loss", "val_a_sparse_categorical_accuracy",
                    "val_a_sparse_top_k_categorical_accuracy", "val_b_loss", "val_b_sparse_categorical_accuracy",
                    "val_b_sparse_top_k_categorical_accuracy");
            assertThat(means.get("val_a_loss")).isCloseTo(Math.log(2), within(1e-12));
            assertThat(means.get("val_b_loss")).isCloseTo(Math.log(4), within(1e-12));
            assertThat(means.get("val_loss")).isCloseTo(Math.log(8), within(1e-12));
            assertThat(means.get("val_a_sparse_categorical_accuracy")).isEqualTo(1 / 3.0);
            assertThat(means.get("val_b_sparse_categorical_accuracy")).isEqualTo(2 / 3.0);
            assertThat(means.get("val_b_sparse_top_k_categorical_accuracy")).isEqualTo(1);

            MetricAccumulators.Sums sums = figures.sums();
            assertThat(sums.samples()).isEqualTo(3);
            assertThat(sums.values()).hasSize(7);
            MetricAccumulators restored = new MetricAccumulators(two, both);
            restored.restore(sums);
            assertThat(restored.means("val_")).isEqualTo(means);
            assertThat(figures.none().values()).hasSize(7).containsOnly(0);
        }
    }

    /** The least of many rounds, the first ones being interpreted. */
    @Test
    void addingAllocatesNothing() {
        long least = Long.MAX_VALUE;
        for (long start = System.nanoTime(); least >= ROUND && System.nanoTime() - start < PATIENCE_NANOS;) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUND; i++) {
                scores.add(plan, feed, 3);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes of %d calls", ROUND).isLessThan(ROUND);
    }
}
