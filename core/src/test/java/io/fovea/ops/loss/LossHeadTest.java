package io.fovea.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.kernels.Kernels;
import io.fovea.kernels.Subnormals;
import io.fovea.layers.Dense;
import io.fovea.layers.Input;
import io.fovea.layers.Node;
import io.fovea.ops.update.SgdRule;
import io.fovea.plan.Feed;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;

class LossHeadTest {
    /** A loss with a gradient of {@code slope}, whatever the output; its value is the target. */
    private record Slope(float slope) implements KernelLoss {
        @Override
        public double value(int count, long output, long target) {
            return Memory.get(target);
        }

        @Override
        public void gradient(int count, long output, long target, float scale, long gradient) {
            for (int k = 0; k < count; k++) {
                Memory.set(gradient + 4L * k, scale * slope);
            }
        }
    }

    /** The kernel of a dense layer after a step at rate 1, all inputs being {@code input} and all weights 0. */
    private static float[] kernelAfterAStep(int samples, float slope, float input) {
        Node in = Input.of(1).apply();
        Node out = Dense.of(3).useBias(false).apply(in);
        try (Memory memory = new Memory(); Workers workers = new Workers(1)) {
            Network network = new Network(new Topology(List.of(in), List.of(out)), Kernels.scalar(4), memory,
                    new Lifecycle(() -> {}));
            OptimizerState state = new OptimizerState(new SgdRule(0, false), network.graph().parameters());
            LossHead head = new LossHead("loss", new Slope(slope), network.graph().outputs().getFirst(), 1);
            try (Plan plan = Plan.training(
                    network.graph(), List.of(head), state, samples, network.kernels(), workers)) {
                plan.run(new Constant(input), samples, 1, 1, 1);
                for (int s = 0; s < samples; s++) {
                    assertThat(plan.loss(0, s)).isEqualTo(s);
                }
            }
            return network.weights().getFirst();
        }
    }

    private record Constant(float input) implements Feed {
        @Override
        public void input(int index, int sample, float[] into) {
            Arrays.fill(into, input);
        }

        @Override
        public void target(int output, int sample, float[] into) {
            into[0] = sample;
        }
    }

    /** Powers of two, so that nothing is rounded. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void theGradientIsTheMeanOverTheSamples(int samples) {
        assertThat(kernelAfterAStep(samples, 0.5f, 2)).containsOnly(-1);
    }

    /** A confident softmax has gradients of 1e-40: they are zero, even where a huge input would make them count. */
    @Test
    void tinyGradientsAreFlushed() {
        float tiny = Subnormals.TINY / 2;
        assertThat(kernelAfterAStep(1, tiny, 1 / tiny)).containsOnly(0);
        assertThat(kernelAfterAStep(1, 2 * tiny, 1 / tiny)).containsOnly(-2);
    }
}
