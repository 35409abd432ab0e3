package io.fovea.kernels;

import java.util.Random;

import org.junit.jupiter.api.Test;

class AdaptiveWidthTest {
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
    void amsgrad() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area m = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area h = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("amsgrad of " + count, (kernels, memory) -> kernels.adaptive().amsgrad(
                    count, w.in(memory), m.in(memory), v.in(memory), h.in(memory), g.in(memory), 0.01f, 0.1f, 1e-3f,
                    1e-7f));
        });
    }

    @Test
    void rmsprop() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("rmsprop of " + count, (kernels, memory) -> kernels.adaptive().rmsprop(
                    count, w.in(memory), v.in(memory), g.in(memory), 0.01f, 0.1f, 1e-7f));
        });
    }

    @Test
    void rmspropMomentum() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area k = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("rmspropMomentum of " + count, (kernels, memory) -> kernels.adaptive().rmspropMomentum(
                    count, w.in(memory), v.in(memory), k.in(memory), g.in(memory), 0.01f, 0.1f, 1e-7f, 0.9f));
        });
    }

    @Test
    void centered() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area a = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("centered of " + count, (kernels, memory) -> kernels.adaptive().centered(
                    count, w.in(memory), v.in(memory), a.in(memory), g.in(memory), 0.01f, 0.1f, 1e-7f));
        });
    }

    @Test
    void centeredMomentum() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area k = twins.output(1, count, values);
            Twins.Area a = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("centeredMomentum of " + count, (kernels, memory) -> kernels.adaptive().centeredMomentum(
                    count, w.in(memory), v.in(memory), k.in(memory), a.in(memory), g.in(memory), 0.01f, 0.1f, 1e-7f,
                    0.9f));
        });
    }

    @Test
    void adamax() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area m = twins.output(1, count, values);
            Twins.Area u = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("adamax of " + count, (kernels, memory) -> kernels.adaptive().adamax(
                    count, w.in(memory), m.in(memory), u.in(memory), g.in(memory), 0.01f, 0.1f, 0.99f, 1e-7f));
        });
    }

    @Test
    void nadam() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area m = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("nadam of " + count, (kernels, memory) -> kernels.adaptive().nadam(
                    count, w.in(memory), m.in(memory), v.in(memory), g.in(memory), 0.01f, 0.002f, 0.1f, 1e-3f, 1.5f,
                    1e-7f));
        });
    }

    @Test
    void scheduleFree() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area z = twins.output(1, count, values);
            Twins.Area v = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("scheduleFree of " + count, (kernels, memory) -> kernels.adaptive().scheduleFree(
                    count, w.in(memory), z.in(memory), v.in(memory), g.in(memory), 0.01f, 0.1f, 1e-3f, 1.5f, 1e-7f,
                    0.2f, 0.8f));
        });
    }

    @Test
    void adagrad() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area a = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("adagrad of " + count, (kernels, memory) -> kernels.adaptive().adagrad(
                    count, w.in(memory), a.in(memory), g.in(memory), 0.01f, 1e-7f));
        });
    }

    @Test
    void adadelta() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area a = twins.output(1, count, values);
            Twins.Area d = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("adadelta of " + count, (kernels, memory) -> kernels.adaptive().adadelta(
                    count, w.in(memory), a.in(memory), d.in(memory), g.in(memory), 0.01f, 0.1f, 1e-7f));
        });
    }

    @Test
    void lion() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area m = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("lion of " + count, (kernels, memory) -> kernels.adaptive().lion(
                    count, w.in(memory), m.in(memory), g.in(memory), 0.01f, 0.9f, 0.1f, 0.99f, 1e-3f));
        });
    }

    @Test
    void ftrl() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            Twins.Area a = twins.output(1, count, values);
            Twins.Area l = twins.output(1, count, values);
            Twins.Area g = twins.input(1, count, values);
            twins.agree("ftrl of " + count, (kernels, memory) -> kernels.adaptive().ftrl(
                    count, w.in(memory), a.in(memory), l.in(memory), g.in(memory), 0.01f, 0.1f, 0.2f, 0.01f));
        });
    }

    @Test
    void decay() {
        sizes((twins, count, values) -> {
            Twins.Area w = twins.output(1, count, values);
            twins.agree("decay of " + count, (kernels, memory) -> kernels.gradients().decay(
                    count, w.in(memory), 1e-3f));
        });
    }

    @Test
    void clip() {
        sizes((twins, count, values) -> {
            Twins.Area g = twins.output(1, count, values);
            twins.agree("clip of " + count, (kernels, memory) -> kernels.gradients().clip(
                    count, g.in(memory), 0.5f));
        });
    }

    @Test
    void penalize() {
        sizes((twins, count, values) -> {
            Twins.Area g = twins.output(1, count, values);
            Twins.Area w = twins.input(1, count, values);
            twins.agree("penalize of " + count, (kernels, memory) -> kernels.gradients().penalize(
                    count, g.in(memory), w.in(memory), 0.1f, 0.2f));
        });
    }

    @Test
    void average() {
        sizes((twins, count, values) -> {
            Twins.Area a = twins.output(1, count, values);
            Twins.Area w = twins.input(1, count, values);
            twins.agree("average of " + count, (kernels, memory) -> kernels.gradients().average(
                    count, a.in(memory), w.in(memory), 0.1f));
        });
    }
}
