package io.fovea.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class StepTest {
    private static int random(long seed, long number, int key, int sample) {
        Step step = new Step();
        step.set(9, seed, number);
        return step.random(key, sample);
    }

    /** Seed, step, layer and sample each change the random bits, and nothing else does. */
    @Test
    void randomBitsAreAFunctionOfSeedStepKeyAndSample() {
        Set<Integer> all = new HashSet<>();
        for (long seed = 0; seed < 4; seed++) {
            for (long number = 1; number < 5; number++) {
                for (int key = 0; key < 4; key++) {
                    for (int sample = 0; sample < 4; sample++) {
                        all.add(random(seed, number, key, sample));
                    }
                }
            }
        }
        assertThat(all).hasSize(256);
        assertThat(random(1, 2, 3, 4)).isEqualTo(random(1, 2, 3, 4));
    }

    @Test
    void knowsWhereItIs() {
        Step step = new Step();
        step.set(9, 1, 7);
        assertThat(step.samples()).isEqualTo(9);
        assertThat(step.number()).isEqualTo(7);
    }
}
