package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedMatrix(MatrixKernel kernel, AccessCheck check, int lanes) implements MatrixKernel {
    @Override
    public void multiply(
            int rows, int vectors,
            long a, int taps, int depth, long tapA, long stepA, long rowA,
            long b, long tapB, long rowB,
            long c, long rowC, long init, long rowInit) {
        long columns = (long) vectors * lanes;
        if (rows > 0) {
            check.read("multiply: A", a, taps, tapA, depth, stepA, rows, rowA, 1);
            check.read("multiply: B", b, taps, tapB, depth, rowB, 1, 0, columns);
            check.read("multiply: I", init, rows, rowInit, columns);
            check.write("multiply: C", c, rows, rowC, columns);
        }
        kernel.multiply(rows, vectors, a, taps, depth, tapA, stepA, rowA, b, tapB, rowB, c, rowC, init, rowInit);
    }

    @Override
    public void transpose(int rows, int columns, long from, long rowFrom, long to, long rowTo) {
        check.read("transpose: from", from, rows, rowFrom, columns);
        check.write("transpose: to", to, columns, rowTo, rows);
        kernel.transpose(rows, columns, from, rowFrom, to, rowTo);
    }
}
