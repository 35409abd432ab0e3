package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedGradientSteps(GradientKernel kernel, AccessCheck check) implements GradientKernel {
    @Override
    public void decay(int count, long w, float factor) {
        check.write("decay: w", w, 1, 0, count);
        kernel.decay(count, w, factor);
    }

    @Override
    public void clip(int count, long g, float limit) {
        check.write("clip: g", g, 1, 0, count);
        kernel.clip(count, g, limit);
    }

    @Override
    public void penalize(int count, long g, long w, float lasso, float ridge) {
        check.write("penalize: g", g, 1, 0, count);
        check.read("penalize: w", w, 1, 0, count);
        kernel.penalize(count, g, w, lasso, ridge);
    }

    @Override
    public void average(int count, long a, long w, float gain) {
        check.write("average: a", a, 1, 0, count);
        check.read("average: w", w, 1, 0, count);
        kernel.average(count, a, w, gain);
    }
}
