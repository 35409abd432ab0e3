package io.fovea.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fovea.runtime.Memory;

class CrossEntropyTest {
    private static final double STEP = 1e-3;

    private final Memory memory = new Memory();

    @AfterEach
    void free() {
        memory.close();
    }

    private long block(double... values) {
        long address = memory.allocate(4L * values.length);
        for (int i = 0; i < values.length; i++) {
            Memory.set(address + 4L * i, (float) values[i]);
        }
        return address;
    }

    @Test
    void valuesByDefinition() {
        double[] p = {0.2, 0.5, 0.3};
        assertThat(new CrossEntropy(true, false).value(3, block(p), block(1)))
                .isCloseTo(-Math.log(0.5), within(1e-7));
        assertThat(new CrossEntropy(false, false).value(3, block(p), block(0.5, 0, 0.5)))
                .isCloseTo(-0.5 * Math.log(0.2) - 0.5 * Math.log(0.3), within(1e-7));
        assertThat(new CrossEntropy(true, true).value(3, block(1, 2, 3), block(0)))
                .isCloseTo(Math.log(1 + Math.E + Math.E * Math.E), within(1e-7));
    }

    /** A sure and wrong model costs much, but neither an infinite amount nor an infinite slope. */
    @Test
    void staysFiniteAtTheEnds() {
        assertThat(new CrossEntropy(true, false).value(2, block(0, 1), block(0))).isCloseTo(-Math.log(1e-7),
                within(1e-6));
        assertThat(new CrossEntropy(true, true).value(2, block(-1e30, 1e30), block(0))).isCloseTo(2e30, within(1e24));
        long gradient = memory.allocate(8);
        new CrossEntropy(true, true).gradient(2, block(-1e30, 1e30), block(0), 1, gradient);
        assertThat(Memory.get(gradient)).isEqualTo(-1);
        assertThat(Memory.get(gradient + 4)).isEqualTo(1);
    }

    /** Central differences with steps of 1e-3 in float32: right to some 1e-4. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void gradientsAreSlopes(boolean sparse, boolean logits) {
        CrossEntropy loss = new CrossEntropy(sparse, logits);
        double[] x = {0.3, 0.6, 0.4, 0.7};
        long target = sparse ? block(2) : block(0.25, 0, 0.25, 0.5);
        long gradient = memory.allocate(16);
        loss.gradient(4, block(x), target, 0.5f, gradient);
        for (int i = 0; i < 4; i++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double slope = (loss.value(4, block(up), target) - loss.value(4, block(down), target)) / (2 * STEP);
            assertThat((double) Memory.get(gradient + 4L * i)).isCloseTo(0.5 * slope, within(2e-4));
        }
    }

    @Test
    void fromASoftmaxAndFromItsInputAreTheSame() {
        double[] x = {0.1, -0.4, 2};
        long p = memory.allocate(12);
        io.fovea.kernels.Softmax.forward(3, block(x), 4, p, 4);
        CrossEntropy loss = new CrossEntropy(true, false);
        assertThat(loss.takesLogits()).isTrue();
        assertThat(loss.onLogits()).isEqualTo(new CrossEntropy(true, true));
        assertThat(new CrossEntropy(false, true).takesLogits()).isFalse();
        assertThat(new CrossEntropy(false, false).onLogits()).isEqualTo(new CrossEntropy(false, true));
        assertThat(loss.onLogits().value(3, block(x), block(1))).isCloseTo(loss.value(3, p, block(1)), within(1e-6));
    }

    /** Probabilities that don't add up to 1 are divided by their sum, as in Keras. */
    @Test
    void probabilitiesAreDividedByTheirSum() {
        assertThat(new CrossEntropy(true, false).value(3, block(1, 2.5, 1.5), block(1)))
                .isCloseTo(-Math.log(0.5), within(1e-7));
    }

    /** Where the probability is clipped the loss is constant: a sure model gets no gradient, right or wrong. */
    @Test
    void clippedProbabilitiesHaveNoSlope() {
        long gradient = memory.allocate(8);
        for (double target : new double[]{0, 1}) {
            new CrossEntropy(true, false).gradient(2, block(0, 1), block(target), 1, gradient);
            assertThat(Memory.get(gradient)).isZero();
            assertThat(Memory.get(gradient + 4)).isZero();
        }
        new CrossEntropy(true, false).gradient(2, block(1e-6, 1), block(0), 1, gradient);
        assertThat(Memory.get(gradient)).isLessThan(-9e5f);
    }

    /** What lies behind the last class belongs to somebody else: it is not read, or all would be NaN, and not written. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void staysWithinTheClasses(boolean sparse, boolean logits) {
        CrossEntropy loss = new CrossEntropy(sparse, logits);
        long output = block(0.3, 0.6, 0.1, Double.NaN);
        long target = sparse ? block(1, Double.NaN) : block(0.5, 0.25, 0.25, Double.NaN);
        long gradient = block(0, 0, 0, 77);
        assertThat(loss.value(3, output, target)).isFinite();
        loss.gradient(3, output, target, 1, gradient);
        for (int k = 0; k < 3; k++) {
            assertThat(Memory.get(gradient + 4L * k)).isFinite();
        }
        assertThat(Memory.get(gradient + 12)).isEqualTo(77);
    }

    /** A loss that can't take logits is asked for itself. */
    @Test
    void anotherLossKeepsToTheOutput() {
        KernelLoss loss = new KernelLoss() {
            @Override
            public double value(int count, long output, long target) {
                return 0;
            }

            @Override
            public void gradient(int count, long output, long target, float scale, long gradient) {
                Memory.set(gradient, scale);
            }
        };
        assertThat(loss.takesLogits()).isFalse();
        assertThat(loss.onLogits()).isSameAs(loss);
    }
}
