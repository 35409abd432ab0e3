package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedArithmetic(ArithmeticKernel kernel, AccessCheck check) implements ArithmeticKernel {
    @Override
    public void apply(Function f, int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY) {
        check.read("arithmetic: a", a, rows, rowA, count);
        check.read("arithmetic: b", b, rows, rowB, count);
        check.write("arithmetic: y", y, rows, rowY, count);
        kernel.apply(f, rows, count, a, rowA, b, rowB, y, rowY);
    }

    @Override
    public void select(
            boolean which, int rows, int count, long a, long rowA, long b, long rowB, long d, long rowD, long y,
            long rowY) {
        check.read("select: a", a, rows, rowA, count);
        check.read("select: b", b, rows, rowB, count);
        check.read("select: d", d, rows, rowD, count);
        check.write("select: y", y, rows, rowY, count);
        kernel.select(which, rows, count, a, rowA, b, rowB, d, rowD, y, rowY);
    }

    @Override
    public void sumColumns(int rows, int count, long x, long rowX, long y, long rowY, boolean add, long scratch) {
        check.read("sumColumns: x", x, rows, rowX, count);
        check.write("sumColumns: y", y, rows, rowY, 1);
        check.writeBytes("sumColumns: scratch", scratch, SCRATCH_BYTES);
        kernel.sumColumns(rows, count, x, rowX, y, rowY, add, scratch);
    }

    @Override
    public void spread(int rows, int count, float scale, long x, long rowX, long y, long rowY) {
        check.read("spread: x", x, rows, rowX, 1);
        check.write("spread: y", y, rows, rowY, count);
        kernel.spread(rows, count, scale, x, rowX, y, rowY);
    }

    @Override
    public void accumulate(int rows, int count, float factor, long x, long rowX, long y, long rowY, boolean add) {
        check.read("accumulate: x", x, rows, rowX, count);
        check.write("accumulate: y", y, rows, rowY, count);
        kernel.accumulate(rows, count, factor, x, rowX, y, rowY, add);
    }

    @Override
    public void blend(int count, long a, float factorA, long b, float factorB, long y) {
        check.read("blend: a", a, 1, 0, count);
        check.read("blend: b", b, 1, 0, count);
        check.write("blend: y", y, 1, 0, count);
        kernel.blend(count, a, factorA, b, factorB, y);
    }

    @Override
    public void maxColumns(int rows, int count, long x, long rowX, long y, long rowY) {
        check.read("maxColumns: x", x, rows, rowX, count);
        check.write("maxColumns: y", y, rows, rowY, 1);
        kernel.maxColumns(rows, count, x, rowX, y, rowY);
    }
}
