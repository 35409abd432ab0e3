package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedActivation(ActivationKernel kernel, AccessCheck check) implements ActivationKernel {
    @Override
    public void forward(ElementwiseActivation f, float alpha, int rows, int count, long x, long rowX, long y,
            long rowY) {
        check.read("activation: x", x, rows, rowX, count);
        check.write("activation: y", y, rows, rowY, count);
        kernel.forward(f, alpha, rows, count, x, rowX, y, rowY);
    }

    @Override
    public void gradient(
            ElementwiseActivation f, float alpha, int rows, int count,
            long known, long rowKnown, long dy, long rowDy, long dx, long rowDx) {
        check.read("activation gradient: known", known, rows, rowKnown, count);
        check.read("activation gradient: dy", dy, rows, rowDy, count);
        check.write("activation gradient: dx", dx, rows, rowDx, count);
        kernel.gradient(f, alpha, rows, count, known, rowKnown, dy, rowDy, dx, rowDx);
    }
}
