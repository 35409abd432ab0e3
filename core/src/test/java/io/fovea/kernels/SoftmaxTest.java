package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fovea.runtime.Memory;

class SoftmaxTest {
    private final Memory memory = new Memory();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void probabilitiesAddUpToOne() {
        Block x = Block.random(memory, 1, 10, 0, 1);
        double[] logits = x.values();
        Softmax.forward(10, x.address(), 4, x.address(), 4);
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        assertThat(Arrays.stream(x.values()).sum()).isCloseTo(1, within(1e-6));
        assertThat((double) x.get(0, 3)).isCloseTo(Math.exp(logits[3]) / sum, within(1e-7));
        assertThat(x.canariesAlive()).isTrue();
    }

    @Test
    void largeNumbersDoNotOverflow() {
        Block x = Block.of(memory, 1, 3, 0).fill(i -> 1e4 * i);
        assertThat(Softmax.logSumOfExponentials(3, x.address())).isEqualTo(2e4);
        Softmax.forward(3, x.address(), 4, x.address(), 4);
        assertThat(x.values()).containsExactly(0, 0, 1);
    }

    @Test
    void gradientIsTheSlope() {
        Block x = Block.random(memory, 1, 6, 0, 1);
        Block dy = Block.random(memory, 1, 6, 0, 2);
        Block y = Block.of(memory, 1, 6, 0);
        Block dx = Block.of(memory, 1, 6, 0);
        Softmax.forward(6, x.address(), 4, y.address(), 4);
        Softmax.gradient(6, y.address(), 4, dy.address(), 4, dx.address(), 4);
        double h = 1e-5;
        for (int i = 0; i < 6; i++) {
            double[] above = x.values();
            double[] below = x.values();
            above[i] += h;
            below[i] -= h;
            double slope = (weighed(above, dy.values()) - weighed(below, dy.values())) / (2 * h);
            assertThat((double) dx.get(0, i)).isCloseTo(slope, within(1e-6));
        }
    }

    private static double weighed(double[] x, double[] weights) {
        double sum = Arrays.stream(x).map(Math::exp).sum();
        double result = 0;
        for (int i = 0; i < x.length; i++) {
            result += weights[i] * Math.exp(x[i]) / sum;
        }
        return result;
    }
}
