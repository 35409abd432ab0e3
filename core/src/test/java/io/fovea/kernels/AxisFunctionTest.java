package io.fovea.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.fovea.runtime.Memory;

class AxisFunctionTest {
    private final Memory memory = new Memory();

    @AfterEach
    void free() {
        memory.close();
    }

    private double[] forward(AxisFunction f, double... x) {
        Block block = Block.of(memory, x.length, 1, 3).fill(i -> x[i]);
        f.forward(x.length, block.address(), block.rowBytes(), block.address(), block.rowBytes());
        assertThat(block.canariesAlive()).isTrue();
        return block.values();
    }

    @Test
    void sparsemaxIsTheNearestDistribution() {
        assertThat(forward(AxisFunction.SPARSEMAX, 0, 0, 0, 0)).containsOnly(0.25);
        assertThat(forward(AxisFunction.SPARSEMAX, 0.5, 0.25, -3)).containsExactly(0.625, 0.375, 0);
        assertThat(forward(AxisFunction.SPARSEMAX, 3, 1, 0)).containsExactly(1, 0, 0);
        assertThat(forward(AxisFunction.SPARSEMAX, 1e30, -1e30, 0)).containsExactly(1, 0, 0);
        assertThat(forward(AxisFunction.SPARSEMAX, -7)).containsExactly(1);
        assertThat(forward(AxisFunction.SPARSEMAX, 1, Double.NaN)).containsOnly(Double.NaN);
    }

    @Test
    void logSoftmaxDoesNotUnderflow() {
        assertThat(forward(AxisFunction.LOG_SOFTMAX, 0, -1e4)).containsExactly(0, -1e4);
        double[] y = forward(AxisFunction.LOG_SOFTMAX, 1, 2, 3);
        assertThat(Arrays.stream(y).map(Math::exp).sum()).isCloseTo(1, within(1e-6));
    }

    /** Of numbers a step apart, whatever lies between. */
    @ParameterizedTest
    @EnumSource
    void gradientIsTheSlope(AxisFunction f) {
        double[] x = {0.3, -0.2, 0.9, 0.45, -1.5};
        double[] weights = {1, -2, 0.5, 3, -1};
        Block y = Block.of(memory, 5, 1, 3).fill(i -> forward(f, x)[i]);
        Block dy = Block.of(memory, 5, 1, 6).fill(i -> weights[i]);
        Block dx = Block.of(memory, 5, 1, 2);
        f.gradient(5, y.address(), y.rowBytes(), dy.address(), dy.rowBytes(), dx.address(), dx.rowBytes());
        double h = 1e-2;
        for (int i = 0; i < 5; i++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[i] += h;
            below[i] -= h;
            double slope = (weighed(forward(f, above), weights) - weighed(forward(f, below), weights)) / (2 * h);
            assertThat((double) dx.get(i, 0)).as("%s, element %d", f, i).isCloseTo(slope, within(2e-4));
        }
        assertThat(dx.canariesAlive()).isTrue();
    }

    private static double weighed(double[] y, double[] weights) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * weights[i];
        }
        return sum;
    }
}
