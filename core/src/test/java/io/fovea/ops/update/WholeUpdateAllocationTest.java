package io.fovea.ops.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.fovea.custom.ParameterInfo;
import io.fovea.custom.StateShape;
import io.fovea.custom.UpdateStep;
import io.fovea.initializers.RandomNormal;
import io.fovea.kernels.Kernels;
import io.fovea.runtime.Memory;
import io.fovea.tensor.Shape;

/** Updates of whole weights allocate nothing; those of blocks are in {@code StepAllocationTest}. */
class WholeUpdateAllocationTest {
    private static final int UPDATES = 50;

    /** A step of rate 0.01. */
    private record Step() implements UpdateStep {
        @Override
        public float learningRate() {
            return 0.01f;
        }

        @Override
        public float rate() {
            return 0.01f;
        }

        @Override
        public float factor(int index) {
            return 0.5f;
        }

        @Override
        public float decay() {
            return 0;
        }

        @Override
        public long number() {
            return 3;
        }
    }

    static Stream<WholeUpdateRule> rules() {
        return Stream.of(
                new FtrlPowerRule(0.1, 0, 0, 0, 0, -0.7), new LambRule(0.9, 0.999, 1e-7),
                new AdafactorRule(-0.8, 1e-30, 1e-3, 1, true),
                new MuonRule(3.4445, -4.775, 2.0315, 0.95, 5, true, 0.2, false));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nothing(WholeUpdateRule rule) {
        try (Memory memory = new Memory()) {
            nothing(rule, memory);
        }
    }

    private static void nothing(WholeUpdateRule rule, Memory memory) {
        Kernels kernels = Kernels.scalar(4);
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Shape shape : new Shape[]{Shape.of(7, 12), Shape.of(30, 9)}) {
            ParameterInfo info = new ParameterInfo("dense", "kernel", shape);
            float[] weights = new RandomNormal(0, 1).values(shape, 1);
            float[] gradient = new RandomNormal(0, 1).values(shape, 2);
            float[][] states = new float[rule.states()][];
            for (int i = 0; i < states.length; i++) {
                StateShape of = rule.stateShape(i);
                states[i] = new float[of.size(shape)];
            }
            WholeUpdateRule.Scratch scratch = rule.scratch(
                    shape, kernels, memory.allocate(Math.max(4, rule.bytes(shape, kernels.lanes()))));
            Step step = new Step();
            long least = Long.MAX_VALUE;
            // Classes are loaded in the first round.
            for (int round = 0; round < 5; round++) {
                long before = bean.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < UPDATES; i++) {
                    update(rule, step, info, weights, states, gradient, scratch);
                }
                least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes of %d updates of %s", UPDATES, shape).isZero();
        }
    }

    private static void update(
            WholeUpdateRule rule, Step step, ParameterInfo info, float[] weights, float[][] states, float[] gradient,
            WholeUpdateRule.Scratch scratch) {
        rule.prepare(step, info, weights, states, gradient, scratch);
        for (int phase = 0; phase < rule.phases(); phase++) {
            for (int task = 0; task < rule.tasks(scratch); task++) {
                rule.work(phase, task, scratch);
            }
        }
        rule.update(step, info, weights, states, gradient, scratch);
    }
}
