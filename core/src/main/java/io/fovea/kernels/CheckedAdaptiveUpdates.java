package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedAdaptiveUpdates(AdaptiveKernel kernel, AccessCheck check) implements AdaptiveKernel {
    @Override
    public void amsgrad(int count, long w, long m, long v, long h, long g, float rate, float gain1, float gain2,
            float epsilon) {
        check.write("amsgrad: w", w, 1, 0, count);
        check.write("amsgrad: m", m, 1, 0, count);
        check.write("amsgrad: v", v, 1, 0, count);
        check.write("amsgrad: h", h, 1, 0, count);
        check.read("amsgrad: g", g, 1, 0, count);
        kernel.amsgrad(count, w, m, v, h, g, rate, gain1, gain2, epsilon);
    }

    @Override
    public void rmsprop(int count, long w, long v, long g, float rate, float gain, float epsilon) {
        check.write("rmsprop: w", w, 1, 0, count);
        check.write("rmsprop: v", v, 1, 0, count);
        check.read("rmsprop: g", g, 1, 0, count);
        kernel.rmsprop(count, w, v, g, rate, gain, epsilon);
    }

    @Override
    public void rmspropMomentum(int count, long w, long v, long k, long g, float rate, float gain, float epsilon,
            float momentum) {
        check.write("rmspropMomentum: w", w, 1, 0, count);
        check.write("rmspropMomentum: v", v, 1, 0, count);
        check.write("rmspropMomentum: k", k, 1, 0, count);
        check.read("rmspropMomentum: g", g, 1, 0, count);
        kernel.rmspropMomentum(count, w, v, k, g, rate, gain, epsilon, momentum);
    }

    @Override
    public void centered(int count, long w, long v, long a, long g, float rate, float gain, float epsilon) {
        check.write("centered: w", w, 1, 0, count);
        check.write("centered: v", v, 1, 0, count);
        check.write("centered: a", a, 1, 0, count);
        check.read("centered: g", g, 1, 0, count);
        kernel.centered(count, w, v, a, g, rate, gain, epsilon);
    }

    @Override
    public void centeredMomentum(int count, long w, long v, long k, long a, long g, float rate, float gain,
            float epsilon, float momentum) {
        check.write("centeredMomentum: w", w, 1, 0, count);
        check.write("centeredMomentum: v", v, 1, 0, count);
        check.write("centeredMomentum: k", k, 1, 0, count);
        check.write("centeredMomentum: a", a, 1, 0, count);
        check.read("centeredMomentum: g", g, 1, 0, count);
        kernel.centeredMomentum(count, w, v, k, a, g, rate, gain, epsilon, momentum);
    }

    @Override
    public void adamax(int count, long w, long m, long u, long g, float rate, float gain1, float beta2, float epsilon) {
        check.write("adamax: w", w, 1, 0, count);
        check.write("adamax: m", m, 1, 0, count);
        check.write("adamax: u", u, 1, 0, count);
        check.read("adamax: g", g, 1, 0, count);
        kernel.adamax(count, w, m, u, g, rate, gain1, beta2, epsilon);
    }

    @Override
    public void nadam(int count, long w, long m, long v, long g, float ofMean, float ofGradient, float gain1,
            float gain2, float correction, float epsilon) {
        check.write("nadam: w", w, 1, 0, count);
        check.write("nadam: m", m, 1, 0, count);
        check.write("nadam: v", v, 1, 0, count);
        check.read("nadam: g", g, 1, 0, count);
        kernel.nadam(count, w, m, v, g, ofMean, ofGradient, gain1, gain2, correction, epsilon);
    }

    @Override
    public void scheduleFree(int count, long w, long z, long v, long g, float rate, float gain1, float gain2,
            float correction, float epsilon, float take, float keep) {
        check.write("scheduleFree: w", w, 1, 0, count);
        check.write("scheduleFree: z", z, 1, 0, count);
        check.write("scheduleFree: v", v, 1, 0, count);
        check.read("scheduleFree: g", g, 1, 0, count);
        kernel.scheduleFree(count, w, z, v, g, rate, gain1, gain2, correction, epsilon, take, keep);
    }

    @Override
    public void adagrad(int count, long w, long a, long g, float rate, float epsilon) {
        check.write("adagrad: w", w, 1, 0, count);
        check.write("adagrad: a", a, 1, 0, count);
        check.read("adagrad: g", g, 1, 0, count);
        kernel.adagrad(count, w, a, g, rate, epsilon);
    }

    @Override
    public void adadelta(int count, long w, long a, long d, long g, float rate, float gain, float epsilon) {
        check.write("adadelta: w", w, 1, 0, count);
        check.write("adadelta: a", a, 1, 0, count);
        check.write("adadelta: d", d, 1, 0, count);
        check.read("adadelta: g", g, 1, 0, count);
        kernel.adadelta(count, w, a, d, g, rate, gain, epsilon);
    }

    @Override
    public void lion(int count, long w, long m, long g, float rate, float beta1, float gain1, float beta2,
            float gain2) {
        check.write("lion: w", w, 1, 0, count);
        check.write("lion: m", m, 1, 0, count);
        check.read("lion: g", g, 1, 0, count);
        kernel.lion(count, w, m, g, rate, beta1, gain1, beta2, gain2);
    }

    @Override
    public void ftrl(int count, long w, long a, long l, long g, float rate, float lasso, float ridge, float shrinkage) {
        check.write("ftrl: w", w, 1, 0, count);
        check.write("ftrl: a", a, 1, 0, count);
        check.write("ftrl: l", l, 1, 0, count);
        check.read("ftrl: g", g, 1, 0, count);
        kernel.ftrl(count, w, a, l, g, rate, lasso, ridge, shrinkage);
    }
}
