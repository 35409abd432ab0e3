package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedPooling(PoolingKernel kernel, AccessCheck check, int lanes) implements PoolingKernel {
    private void readInput(String what, Window w, long x, long rowX) {
        check.read(what, x, w.height(), rowX, (long) w.width() * w.channels());
    }

    private void readOutput(String what, Window w, long y, long rowY) {
        check.read(what, y, w.outHeight(), rowY, (long) w.outWidth() * w.channels());
    }

    @Override
    public void maximum(
            Window window, int firstRow, int endRow, boolean relu, long x, long rowX, long y, long rowY,
            long argmaxMask) {
        readInput("maximum: x", window, x, rowX);
        check.write(
                "maximum: y", y + firstRow * rowY, endRow - firstRow, rowY,
                (long) window.outWidth() * window.channels());
        if (argmaxMask != 0) {
            check.writeBytes("maximum: mask", argmaxMask, window.argmaxMaskBytes(lanes));
        }
        kernel.maximum(window, firstRow, endRow, relu, x, rowX, y, rowY, argmaxMask);
    }

    @Override
    public void maximumGradient(Window window, long dy, long rowDy, long argmaxMask, long dx, long rowDx) {
        readOutput("maximum gradient: dy", window, dy, rowDy);
        check.writeBytes("maximum gradient: mask", argmaxMask, window.argmaxMaskBytes(lanes));
        check.write("maximum gradient: dx", dx, window.height(), rowDx, (long) window.width() * window.channels());
        kernel.maximumGradient(window, dy, rowDy, argmaxMask, dx, rowDx);
    }

    @Override
    public void average(Window window, long x, long rowX, long y, long rowY) {
        readInput("average: x", window, x, rowX);
        check.write("average: y", y, window.outHeight(), rowY, (long) window.outWidth() * window.channels());
        kernel.average(window, x, rowX, y, rowY);
    }

    @Override
    public void averageGradient(Window window, long dy, long rowDy, long dx, long rowDx) {
        readOutput("average gradient: dy", window, dy, rowDy);
        check.write("average gradient: dx", dx, window.height(), rowDx, (long) window.width() * window.channels());
        kernel.averageGradient(window, dy, rowDy, dx, rowDx);
    }
}
