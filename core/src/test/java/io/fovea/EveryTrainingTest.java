package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.data.Dataset;
import io.fovea.graph.Network;
import io.fovea.inference.BatchFeed;
import io.fovea.kernels.Kernels;
import io.fovea.loop.Objective;
import io.fovea.plan.EngineMemory;
import io.fovea.plan.Feed;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;

/**
 * What holds for steps of every layer, activation, loss and optimizer: {@code GoldenCoverageTest} checks that the golden trainings have
 * each of them. {@code SubnormalTest} trains for longer, with what usual layers leave behind.
 */
class EveryTrainingTest {
    private static final int STEPS = 6;

    static List<GoldenTrainings.Case> cases() {
        return GoldenTrainings.ALL;
    }

    /** Samples that are ordinary at first, then tiny or subnormal themselves. */
    private static final class FadingFeed implements Feed {
        private final BatchFeed samples;
        private boolean tiny;

        FadingFeed(BatchFeed samples) {
            this.samples = samples;
        }

        @Override
        public void input(int input, int sample, float[] into) {
            samples.input(input, sample, into);
            for (int i = 0; tiny && i < into.length; i++) {
                into[i] *= i % 2 == 0 ? 1e-41f : 1e-19f;
            }
        }

        @Override
        public void target(int output, int sample, float[] into) {
            samples.target(output, sample, into);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesNoSubnormalNumbersInMemory(GoldenTrainings.Case c) {
        try (Memory memory = new Memory(); Workers workers = new Workers(1)) {
            Network network = new Network(c.model().get(), Kernels.preferred(), memory, new Lifecycle(() -> {}));
            network.initialize(3);
            OptimizerState state = new OptimizerState(c.optimizer()::update, network.graph().parameters());
            Objective objective = new Objective(c.losses(), c.metrics());
            Dataset data = GoldenTrainings.data(network, objective, c.batch());
            FadingFeed feed = new FadingFeed(new BatchFeed(
                    data.inputs(), data.targets(), BatchFeed.inOrder(data.size())));
            try (Plan plan = Plan.training(
                    network.graph(), objective.operations(network), state, c.batch(), network.kernels(), workers)) {
                run(plan, feed, c, 1, STEPS);
                feed.tiny = true;
                run(plan, feed, c, STEPS + 1, 2 * STEPS);
                assertThat(EngineMemory.subnormals(network, state, plan)).as("subnormal numbers").isEmpty();
            }
        }
    }

    private static void run(Plan plan, Feed feed, GoldenTrainings.Case c, int first, int last) {
        for (int step = first; step <= last; step++) {
            plan.run(feed, c.batch(), 5, step, (float) c.optimizer().learningRate());
        }
    }
}
