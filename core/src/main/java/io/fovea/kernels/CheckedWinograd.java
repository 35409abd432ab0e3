package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedWinograd(WinogradKernel kernel, AccessCheck check, int lanes) implements WinogradKernel {
    private void check(
            String what, int rows, int vectors, long from, long rowFrom, int inputs, long stepFrom, long to, long rowTo,
            int outputs, long stepTo) {
        long floats = (long) vectors * lanes;
        check.read(what, from, rows, rowFrom, inputs, stepFrom, 1, 0, floats);
        check.write(what, to, rows, rowTo, outputs, stepTo, floats);
    }

    @Override
    public void input(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        check("input", rows, vectors, from, rowFrom, 6, stepFrom, to, rowTo, 6, stepTo);
        kernel.input(rows, vectors, from, rowFrom, stepFrom, to, rowTo, stepTo);
    }

    @Override
    public void output(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo, long bias,
            long stepBias) {
        check("output", rows, vectors, from, rowFrom, 6, stepFrom, to, rowTo, 4, stepTo);
        check.read("output: bias", bias, rows > 0 ? vectors : 0, stepBias, lanes);
        kernel.output(rows, vectors, from, rowFrom, stepFrom, to, rowTo, stepTo, bias, stepBias);
    }

    @Override
    public void outputMaximum(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long down, long to, long stepTo, long bias,
            boolean relu, long argmaxMask, long stepMarks) {
        long floats = (long) vectors * lanes;
        check.read("outputMaximum", from, rows, rowFrom, 6, stepFrom, 2, down, floats);
        check.read("outputMaximum: bias", bias, rows > 0 ? 1 : 0, 0, floats);
        // Two windows of each tile.
        check.write("outputMaximum", to, 2L * rows, stepTo, floats);
        if (argmaxMask != 0) {
            // Four words of 16 bits for each vector.
            check.write("outputMaximum: mask", argmaxMask, 2L * rows, stepMarks, 2L * vectors);
        }
        kernel.outputMaximum(
                rows, vectors, from, rowFrom, stepFrom, down, to, stepTo, bias, relu, argmaxMask, stepMarks);
    }

    @Override
    public void outputGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        check("outputGradient", rows, vectors, from, rowFrom, 4, stepFrom, to, rowTo, 6, stepTo);
        kernel.outputGradient(rows, vectors, from, rowFrom, stepFrom, to, rowTo, stepTo);
    }

    @Override
    public void kernel(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        check("kernel", rows, vectors, from, rowFrom, 3, stepFrom, to, rowTo, 6, stepTo);
        kernel.kernel(rows, vectors, from, rowFrom, stepFrom, to, rowTo, stepTo);
    }

    @Override
    public void kernelGradient(
            int rows, int vectors, long from, long rowFrom, long stepFrom, long to, long rowTo, long stepTo) {
        check("kernelGradient", rows, vectors, from, rowFrom, 6, stepFrom, to, rowTo, 3, stepTo);
        kernel.kernelGradient(rows, vectors, from, rowFrom, stepFrom, to, rowTo, stepTo);
    }
}
