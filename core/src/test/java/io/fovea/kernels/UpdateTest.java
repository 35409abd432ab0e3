package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.runtime.Memory;

/** The scalar kernel against the published formulas in double precision, over 200 steps of one weight. */
class UpdateTest {
    private static final int STEPS = 200;

    private final UpdateKernel kernel = new ScalarUpdates();

    @Test
    void sgd() {
        Random random = new Random(1);
        try (Memory memory = new Memory()) {
            long w = memory.allocate(4);
            long g = memory.allocate(4);
            double weight = 0;
            for (int t = 0; t < STEPS; t++) {
                Memory.set(g, (float) random.nextGaussian());
                weight -= 0.01 * Memory.get(g);
                kernel.sgd(1, w, g, 0.01f);
                assertThat((double) Memory.get(w)).isCloseTo(weight, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void momentum(boolean nesterov) {
        Random random = new Random(2);
        try (Memory memory = new Memory()) {
            long w = memory.allocate(4);
            long v = memory.allocate(4);
            long g = memory.allocate(4);
            double weight = 0;
            double velocity = 0;
            for (int t = 0; t < STEPS; t++) {
                double gradient = (float) random.nextGaussian();
                Memory.set(g, (float) gradient);
                velocity = 0.9 * velocity - 0.01 * gradient;
                weight += nesterov ? 0.9 * velocity - 0.01 * gradient : velocity;
                kernel.momentum(1, w, v, g, 0.01f, 0.9f, nesterov);
                assertThat((double) Memory.get(v)).isCloseTo(velocity, within(1e-6));
                assertThat((double) Memory.get(w)).isCloseTo(weight, within(1e-5));
            }
        }
    }

    @Test
    void adam() {
        Random random = new Random(3);
        try (Memory memory = new Memory()) {
            long w = memory.allocate(4);
            long m = memory.allocate(4);
            long v = memory.allocate(4);
            long g = memory.allocate(4);
            double weight = 0;
            double mean = 0;
            double square = 0;
            for (int t = 1; t <= STEPS; t++) {
                double gradient = (float) random.nextGaussian() * 0.01f;
                Memory.set(g, (float) gradient);
                mean = 0.9 * mean + 0.1 * gradient;
                square = 0.999 * square + 0.001 * gradient * gradient;
                double rate = 1e-3 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
                weight -= rate * mean / (Math.sqrt(square) + 1e-7);
                kernel.adam(1, w, m, v, g, (float) rate, 0.1f, 0.001f, 1e-7f);
                assertThat((double) Memory.get(w)).as("after step %d", t).isCloseTo(weight, within(1e-6));
            }
            assertThat(Memory.get(m) / mean).isCloseTo(1, within(1e-5));
            assertThat(Memory.get(v) / square).isCloseTo(1, within(1e-4));
        }
    }

    /** Whatever the gradient's size, Adam's first step is the rate: what makes it Adam. */
    @ParameterizedTest
    @ValueSource(floats = {1e-4f, 1, 1e4f})
    void adamsFirstStepIsTheRate(float gradient) {
        try (Memory memory = new Memory()) {
            long w = memory.allocate(4);
            long g = memory.allocate(4);
            Memory.set(g, gradient);
            float rate = (float) (0.01 * Math.sqrt(1 - 0.999) / (1 - 0.9));
            kernel.adam(1, w, memory.allocate(4), memory.allocate(4), g, rate, 0.1f, 0.001f, 1e-9f);
            assertThat(Memory.get(w)).isCloseTo(-0.01f, within(1e-5f));
        }
    }
}
