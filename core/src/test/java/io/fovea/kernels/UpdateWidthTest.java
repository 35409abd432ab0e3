package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;

class UpdateWidthTest {
    private interface Case {
        void check(Twins twins, int count, Twins.Values values);
    }

    private static void sizes(Case check) {
        for (int count = 0; count <= 67; count++) {
            check.check(new Twins(count), count, Twins.ordinary(new Random(count)));
            check.check(new Twins(count), count, Twins.special(new Random(count)));
        }
    }

    @Test
    void sgd() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("SGD of " + count, (kernels, m) -> kernels.updates().sgd(count, w.in(m), g.in(m), 0.01f));
        });
    }

    @Test
    void momentum() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            for (boolean nesterov : new boolean[]{false, true}) {
                twins.agree("momentum of " + count, (kernels, m) -> kernels.updates().momentum(
                        count, w.in(m), v.in(m), g.in(m), 0.01f, 0.9f, nesterov));
            }
        });
    }

    @Test
    void adam() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area mean = twins.output(1, count, values);
            Twins.Area square = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("Adam of " + count, (kernels, m) -> kernels.updates().adam(
                    count, w.in(m), mean.in(m), square.in(m), g.in(m), 1e-3f, 0.1f, 1e-3f, 1e-7f));
        });
    }
}
