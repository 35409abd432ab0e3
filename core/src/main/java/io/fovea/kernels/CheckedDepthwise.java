package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedDepthwise(DepthwiseKernel kernel, AccessCheck check) implements DepthwiseKernel {
    private static long rows(Window w, int outRows) {
        return (outRows - 1L) * w.strideY() + (w.kernelHeight() - 1L) * w.dilationY() + 1;
    }

    private static long floats(Window w) {
        return ((w.outWidth() - 1L) * w.strideX() + (w.kernelWidth() - 1L) * w.dilationX() + 1) * w.channels();
    }

    private void checkOutput(String what, Window w, long address, long row) {
        check.read(what, address, w.outHeight(), row, (long) w.outWidth() * w.channels());
    }

    @Override
    public void forward(
            Window w, int firstRow, int endRow, long x, long rowX, long weights, long bias, long y, long rowY) {
        check.read(
                "depthwise: x", x + (long) firstRow * w.strideY() * rowX, rows(w, endRow - firstRow), rowX, floats(w));
        check.read("depthwise: weights", weights, 1, 0, (long) w.taps() * w.channels());
        check.read("depthwise: bias", bias, 1, 0, w.channels());
        check.write(
                "depthwise: y", y + firstRow * rowY, endRow - firstRow, rowY, (long) w.outWidth() * w.channels());
        kernel.forward(w, firstRow, endRow, x, rowX, weights, bias, y, rowY);
    }

    @Override
    public void inputGradient(Window w, long dy, long rowDy, long weights, long dx, long rowDx) {
        checkOutput("depthwise input gradient: dy", w, dy, rowDy);
        check.read("depthwise input gradient: weights", weights, 1, 0, (long) w.taps() * w.channels());
        check.write("depthwise input gradient: dx", dx, rows(w, w.outHeight()), rowDx, floats(w));
        kernel.inputGradient(w, dy, rowDy, weights, dx, rowDx);
    }

    @Override
    public void weightGradient(Window w, long x, long rowX, long dy, long rowDy, long gradient, boolean first) {
        check.read("depthwise weight gradient: x", x, rows(w, w.outHeight()), rowX, floats(w));
        checkOutput("depthwise weight gradient: dy", w, dy, rowDy);
        check.write("depthwise weight gradient", gradient, 1, 0, (long) w.taps() * w.channels());
        kernel.weightGradient(w, x, rowX, dy, rowDy, gradient, first);
    }
}
