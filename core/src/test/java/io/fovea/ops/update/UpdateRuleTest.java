package io.fovea.ops.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fovea.custom.UpdateStep;
import io.fovea.kernels.Kernels;
import io.fovea.kernels.UpdateKernel;

class UpdateRuleTest {
    private static final float RATE = 0.25f;
    private static final int COUNT = 3;
    private static final long WEIGHTS = 1000;
    private static final long STATES = 2000;
    private static final long STATE_BYTES = 64;
    private static final long GRADIENT = 3000;

    /** Writes down what it is called with; the kernels have tests of their own. */
    private static final class Recorder implements UpdateKernel {
        private String call = "nothing";

        @Override
        public void sgd(int count, long w, long g, float rate) {
            call = "sgd %d %d %d %s".formatted(count, w, g, rate);
        }

        @Override
        public void momentum(int count, long w, long v, long g, float rate, float momentum, boolean nesterov) {
            call = "momentum %d %d %d %d %s %s %s".formatted(count, w, v, g, rate, momentum, nesterov);
        }

        @Override
        public void adam(
                int count, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon) {
            call = "adam %d %d %d %d %d %s %s %s %s".formatted(count, w, m, v, g, rate, gain1, gain2, epsilon);
        }
    }

    private record Rate() implements UpdateStep {
        @Override
        public long number() {
            return 1;
        }

        @Override
        public float learningRate() {
            return RATE;
        }

        @Override
        public float rate() {
            return RATE;
        }

        @Override
        public float factor(int index) {
            return 0;
        }

        @Override
        public float decay() {
            return 0;
        }
    }

    private static String call(KernelUpdateRule rule) {
        Recorder recorder = new Recorder();
        Kernels plain = Kernels.scalar(1);
        Kernels kernels = new Kernels(
                "recorder", 1, plain.matrix(), plain.depthwise(), plain.winograd(), plain.activation(),
                plain.elementwise(), plain.arithmetic(), plain.pooling(), plain.normalization(),
                plain.layerNormalization(), recorder, plain.adaptive(), plain.gradients());
        rule.update(kernels, new Rate(), COUNT, WEIGHTS, STATES, STATE_BYTES, GRADIENT);
        return recorder.call;
    }

    @Test
    void plainDescentKeepsNoState() {
        assertThat(new SgdRule(0, false).states()).isZero();
        assertThat(call(new SgdRule(0, false))).isEqualTo("sgd 3 1000 3000 0.25");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void momentumKeepsAVelocity(boolean nesterov) {
        assertThat(new SgdRule(0.5f, nesterov).states()).isEqualTo(1);
        assertThat(call(new SgdRule(0.5f, nesterov))).isEqualTo("momentum 3 1000 2000 3000 0.25 0.5 " + nesterov);
    }

    /** 1 - 0.999 in double precision: as floats it is 0.0010000467. */
    @Test
    void adamKeepsTwoMeans() {
        AdamRule adam = new AdamRule(0.75, 0.999, 0.5);
        assertThat(adam.states()).isEqualTo(2);
        assertThat(call(adam)).isEqualTo("adam 3 1000 2000 2064 3000 0.25 0.25 0.001 0.5");
    }

    /** Within 1e-9 of numbers up to 0.02: they are floats. */
    @Test
    void adamsRateHoldsTheBiasCorrections() {
        AdamRule adam = new AdamRule(0.9, 0.999, 1e-7);
        for (long step : new long[]{1, 2, 10, 1000}) {
            double corrected = 0.01 * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
            assertThat((double) adam.rate(0.01f, step)).isCloseTo(corrected, within(1e-9));
        }
    }

    @Test
    void descentTakesTheRateAsItIs() {
        assertThat(new SgdRule(0.9f, true).rate(0.03f, 7)).isEqualTo(0.03f);
    }
}
