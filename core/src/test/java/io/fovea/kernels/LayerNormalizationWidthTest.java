package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.fovea.kernels.LayerNormalizationKernel.Kind;

class LayerNormalizationWidthTest {
    private static final int STATISTICS = (int) (LayerNormalizationKernel.STATISTICS_BYTES / Float.BYTES);
    private static final int SCRATCH = (int) (LayerNormalizationKernel.SCRATCH_BYTES / Float.BYTES);

    private interface Case {
        void check(Twins twins, int pixels, int channels, Twins.Values values, String shape);
    }

    private static void shapes(Case check) {
        for (int channels = 1; channels <= 70; channels++) {
            int pixels = 1 + channels % 5;
            check.check(new Twins(channels), pixels, channels, Twins.values(channels, new Random(channels)),
                    " of %d x %d".formatted(pixels, channels));
        }
    }

    @Test
    void normalizes() {
        shapes((twins, pixels, channels, values, shape) -> {
            Twins.Area x = twins.input(pixels, channels, values);
            Twins.Area scale = twins.input(1, channels, values);
            Twins.Area shift = twins.input(1, channels, values);
            Twins.Area y = twins.output(pixels, channels, values);
            Twins.Area statistics = twins.output(1, pixels * STATISTICS, values);
            Twins.Area scratch = twins.output(1, SCRATCH, values);
            for (Kind kind : Kind.values()) {
                twins.agree(kind + shape, (kernels, m) -> kernels.layerNormalization().forward(
                        kind, 1e-3f, pixels, channels, x.in(m), x.stride(), scale.in(m), shift.in(m), y.in(m),
                        y.stride(), statistics.in(m), scratch.in(m)));
            }
        });
    }

    @Test
    void takesGradients() {
        shapes((twins, pixels, channels, values, shape) -> {
            Twins.Area x = twins.input(pixels, channels, values);
            Twins.Area dy = twins.input(pixels, channels, values);
            Twins.Area scale = twins.input(1, channels, values);
            Twins.Area statistics = twins.input(1, pixels * STATISTICS, values);
            Twins.Area dx = twins.output(pixels, channels, values);
            Twins.Area dScale = twins.output(1, channels, values);
            Twins.Area dShift = twins.output(1, channels, values);
            Twins.Area scratch = twins.output(1, SCRATCH, values);
            twins.agree("gradient" + shape, (kernels, m) -> kernels.layerNormalization().gradient(
                    pixels, channels, x.in(m), x.stride(), dy.in(m), dy.stride(), scale.in(m), statistics.in(m),
                    dx.in(m), dx.stride(), scratch.in(m)));
            for (boolean first : new boolean[]{false, true}) {
                twins.agree("weight gradient" + shape, (kernels, m) -> kernels.layerNormalization().weightGradient(
                        pixels, channels, x.in(m), x.stride(), dy.in(m), dy.stride(), statistics.in(m), dScale.in(m),
                        dShift.in(m), first));
            }
        });
    }
}
