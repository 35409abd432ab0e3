package io.fovea.profiling;

import static io.fovea.activations.Activations.RELU;
import static io.fovea.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.inference.Predictor;
import io.fovea.kernels.Kernels;
import io.fovea.layers.BatchNormalization;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.loop.Objective;
import io.fovea.losses.SparseCategoricalCrossentropy;
import io.fovea.ops.Parameter;
import io.fovea.optimizers.Adam;
import io.fovea.plan.OptimizerState;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;

class WornModelTest {
    private static final int BATCH = 8;

    /** The tutorial's kind of model, with a normalization. */
    private static Network network(Memory memory) {
        Node input = Input.of(8, 8, 3).apply();
        Node x = Conv2D.of(6, 3).activation(RELU).named("conv").apply(input);
        x = BatchNormalization.of().named("norm").apply(x);
        x = Dense.of(9).activation(RELU).named("hidden").apply(Flatten.of().apply(x));
        Node output = Dense.of(4).activation(SOFTMAX).named("classes").apply(x);
        Network network = new Network(new Topology(List.of(input), List.of(output)), Kernels.preferred(), memory,
                new Lifecycle(() -> {}));
        network.initialize(1);
        return network;
    }

    private static Parameter parameter(Network network, String name) {
        return network.graph().parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void everyThirdUnitIsDeadAndTheFirstClassIsCertain() {
        try (Memory memory = new Memory(); Workers workers = new Workers(1)) {
            Network network = network(memory);
            WornModel.wearWeights(network);

            assertThat(parameter(network, "conv/bias").read()).containsExactly(-8, 0, 0, -8, 0, 0);
            assertThat(parameter(network, "norm/beta").read()).containsExactly(-8, 0, 0, -8, 0, 0);
            assertThat(parameter(network, "hidden/bias").read()).containsExactly(-8, 0, 0, -8, 0, 0, -8, 0, 0);
            assertThat(parameter(network, "classes/bias").read()).containsExactly(86, 0, 0, 0);
            float[] images = new float[BATCH * 8 * 8 * 3];
            float[] probabilities = new float[BATCH * 4];
            try (Predictor predictor = new Predictor(network, workers)) {
                predictor.predict(images, probabilities);
            }
            for (int sample = 0; sample < BATCH; sample++) {
                assertThat(probabilities[4 * sample]).isEqualTo(1);
            }
        }
    }

    @Test
    void statesWithoutGradientAreSubnormalAndOthersAreNot() {
        try (Memory memory = new Memory(); Workers workers = new Workers(1)) {
            Network network = network(memory);
            OptimizerState state = new OptimizerState(new Adam().rule(), network.graph().parameters());
            Objective objective = new Objective(List.of(new SparseCategoricalCrossentropy()), List.of());
            try (StepTimer timer = new StepTimer(network, objective, state, BATCH, workers)) {
                timer.wear();
            }

            // A unit of the hidden layer is a column of its kernel: dead ones have no gradient.
            float[] means = state.read(parameter(network, "hidden/kernel"), 0);
            float[] squares = state.read(parameter(network, "hidden/kernel"), 1);
            List<Float> alive = new ArrayList<>();
            for (int i = 0; i < means.length; i++) {
                if (i % 9 % 3 == 0) {
                    assertThat(means[i]).isEqualTo(1e-39f).isLessThan(Float.MIN_NORMAL);
                    assertThat(squares[i]).isEqualTo(1e-41f).isLessThan(Float.MIN_NORMAL);
                } else {
                    alive.add(Math.abs(means[i]));
                }
            }
            assertThat(alive).filteredOn(mean -> mean > Float.MIN_NORMAL).hasSizeGreaterThan(alive.size() / 2);
        }
    }
}
