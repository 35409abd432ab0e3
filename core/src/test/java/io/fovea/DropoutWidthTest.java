package io.fovea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fovea.graph.Network;
import io.fovea.graph.Topology;
import io.fovea.initializers.Constant;
import io.fovea.kernels.Kernels;
import io.fovea.layers.Conv2D;
import io.fovea.layers.Dense;
import io.fovea.layers.Dropout;
import io.fovea.layers.Flatten;
import io.fovea.layers.Input;
import io.fovea.layers.Layer;
import io.fovea.layers.Node;
import io.fovea.ops.Parameter;
import io.fovea.ops.loss.KernelLoss;
import io.fovea.ops.loss.LossHead;
import io.fovea.optimizers.SGD;
import io.fovea.plan.Feed;
import io.fovea.plan.OptimizerState;
import io.fovea.plan.Plan;
import io.fovea.runtime.Lifecycle;
import io.fovea.runtime.Memory;
import io.fovea.runtime.Workers;

/**
 * Dropout in a training: what it does to the values, and to the gradient.
 *
 * <p>The layer before it makes ones: a bias of 1 and weights of 0. The loss is the sum of the outputs, so the gradient of each
 * output is 1, and a step of plain gradient descent shows in the bias what comes back through the dropout.
 */
class DropoutWidthTest {
    private static final int UNITS = 1003;
    private static final int SAMPLES = 4;
    private static final double RATE = 0.3;

    /** What is kept is divided by the fraction that is kept; the engine rounds that to float32. */
    private static final float KEPT = 1 / (1 - (float) RATE);

    private static final Layer ONES =
            Dense.of(UNITS).kernelInitializer(Constant.ZEROS).biasInitializer(Constant.ONES);

    private final Memory memory = new Memory();
    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
        memory.close();
    }

    private record Sum() implements KernelLoss {
        @Override
        public double value(int count, long output, long target) {
            return 0;
        }

        @Override
        public void gradient(int count, long output, long target, float scale, long gradient) {
            for (int k = 0; k < count; k++) {
                Memory.set(gradient + 4L * k, 1);
            }
        }
    }

    private record Zeros() implements Feed {
        @Override
        public void input(int input, int sample, float[] into) {
            Arrays.fill(into, 0);
        }

        @Override
        public void target(int output, int sample, float[] into) {
            Arrays.fill(into, 0);
        }
    }

    /** What one step with dropout did: the outputs of each sample, and the gradient of the bias of the layer before. */
    private record Pass(float[][] outputs, float[] biasGradient) {}

    private Pass pass(long seed, long step, Input input, Layer... layers) {
        Node first = input.apply();
        Node node = first;
        for (Layer layer : layers) {
            node = layer.apply(node);
        }
        Network network = new Network(new Topology(List.of(first), List.of(node)), Kernels.preferred(), memory,
                new Lifecycle(() -> {}));
        network.initialize(1);
        Parameter bias = network.graph().parameters().stream().filter(p -> p.name().endsWith("bias")).findFirst()
                .orElseThrow();
        float[] before = bias.read();
        OptimizerState state = new OptimizerState(new SGD(1).rule(), network.graph().parameters());
        LossHead head = new LossHead("sum", new Sum(), network.graph().outputs().getFirst(), 1);
        try (Plan plan = Plan.training(
                network.graph(), List.of(head), state, SAMPLES, network.kernels(), workers)) {
            plan.run(new Zeros(), SAMPLES, seed, step, 1);
            float[][] outputs = new float[SAMPLES][plan.outputSize(0)];
            for (int s = 0; s < SAMPLES; s++) {
                plan.output(0, s, outputs[s], 0);
            }
            float[] gradient = bias.read();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = before[i] - gradient[i];
            }
            return new Pass(outputs, gradient);
        }
    }

    private Pass dense(long seed, long step) {
        return pass(seed, step, Input.of(1), ONES, Dropout.of(RATE));
    }

    private static Set<String> masks(Pass pass) {
        Set<String> masks = new HashSet<>();
        for (float[] output : pass.outputs()) {
            masks.add(mask(output));
        }
        return masks;
    }

    private static String mask(float[] values) {
        StringBuilder mask = new StringBuilder();
        for (float value : values) {
            mask.append(value == 0 ? '0' : '1');
        }
        return mask.toString();
    }

    /** An element is kept with probability 0.7: of 4,012 a fraction within five standard deviations of 0.0072. */
    @Test
    void keepsAFractionAndScalesIt() {
        int kept = 0;
        for (float[] output : dense(1, 1).outputs()) {
            for (float value : output) {
                assertThat(value).isIn(0f, KEPT);
                kept += value == 0 ? 0 : 1;
            }
        }
        assertThat((double) kept / (SAMPLES * UNITS)).isCloseTo(1 - RATE, within(0.036));
    }

    /** The gradient is 1 / (1 - rate) for each sample that kept the element, and nothing for the others. */
    @Test
    void theGradientHasTheMaskOfTheOutputs() {
        Pass pass = dense(1, 1);
        for (int i = 0; i < UNITS; i++) {
            float expected = 0;
            for (float[] output : pass.outputs()) {
                expected += output[i];
            }
            // The bias is near 1, so its change is rounded to some 1e-7.
            assertThat(pass.biasGradient()[i]).as("element %d", i).isCloseTo(expected, within(2e-6f));
        }
    }

    /** The same for an image of 7 channels, whose elements are numbered across padding: by channel, over all pixels. */
    @Test
    void theGradientOfAnImageHasTheMaskOfTheOutputs() {
        Conv2D ones = Conv2D.of(7, 1).kernelInitializer(Constant.ZEROS).biasInitializer(Constant.ONES);
        Pass pass = pass(1, 1, Input.of(5, 6, 2), ones, Dropout.of(RATE), Flatten.of());
        float[] expected = new float[7];
        for (float[] output : pass.outputs()) {
            for (int i = 0; i < output.length; i++) {
                assertThat(output[i]).isIn(0f, KEPT);
                expected[i % 7] += output[i];
            }
        }
        for (int c = 0; c < 7; c++) {
            // A sum of 120 numbers of float32, subtracted from 1.
            assertThat(pass.biasGradient()[c]).isCloseTo(expected[c], within(2e-4f)).isGreaterThan(100);
        }
        assertThat(masks(pass)).hasSize(SAMPLES);
    }

    @Test
    void everySampleStepAndSeedHasAMaskOfItsOwn() {
        Set<String> masks = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            for (long step = 1; step <= 3; step++) {
                masks.addAll(masks(dense(seed, step)));
            }
        }
        assertThat(masks).hasSize(3 * 3 * SAMPLES);
    }

    @Test
    void theSameSeedAndStepHaveTheSameMask() {
        assertThat(dense(5, 7).outputs()).isDeepEqualTo(dense(5, 7).outputs());
    }

    /** What passes two layers of dropout with one mask would be kept as often as by one. */
    @Test
    void everyLayerHasAMaskOfItsOwn() {
        int kept = 0;
        for (float[] output : pass(1, 1, Input.of(1), ONES, Dropout.of(RATE), Dropout.of(RATE)).outputs()) {
            for (float value : output) {
                kept += value == 0 ? 0 : 1;
            }
        }
        assertThat((double) kept / (SAMPLES * UNITS)).isCloseTo((1 - RATE) * (1 - RATE), within(0.04));
    }
}
