package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedUpdates(UpdateKernel kernel, AccessCheck check) implements UpdateKernel {
    private void check(int count, long w, long g) {
        check.write("update: weights", w, 1, 0, count);
        check.read("update: gradient", g, 1, 0, count);
    }

    @Override
    public void sgd(int count, long w, long g, float rate) {
        check(count, w, g);
        kernel.sgd(count, w, g, rate);
    }

    @Override
    public void momentum(int count, long w, long v, long g, float rate, float momentum, boolean nesterov) {
        check(count, w, g);
        check.write("update: velocity", v, 1, 0, count);
        kernel.momentum(count, w, v, g, rate, momentum, nesterov);
    }

    @Override
    public void adam(int count, long w, long m, long v, long g, float rate, float gain1, float gain2, float epsilon) {
        check(count, w, g);
        check.write("update: first moment", m, 1, 0, count);
        check.write("update: second moment", v, 1, 0, count);
        kernel.adam(count, w, m, v, g, rate, gain1, gain2, epsilon);
    }
}
