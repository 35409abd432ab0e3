package io.fovea.kernels;

/** See {@link AccessCheck}. */
record CheckedElementwise(ElementwiseKernel kernel, AccessCheck check) implements ElementwiseKernel {
    @Override
    public void add(int rows, int count, long a, long rowA, long b, long rowB, long y, long rowY) {
        check.read("add: a", a, rows, rowA, count);
        check.read("add: b", b, rows, rowB, count);
        check.write("add: y", y, rows, rowY, count);
        kernel.add(rows, count, a, rowA, b, rowB, y, rowY);
    }

    @Override
    public void scale(int rows, int count, float scale, float offset, long x, long rowX, long y, long rowY) {
        check.read("scale: x", x, rows, rowX, count);
        check.write("scale: y", y, rows, rowY, count);
        kernel.scale(rows, count, scale, offset, x, rowX, y, rowY);
    }

    @Override
    public void sumRows(int rows, int count, long x, long rowX, long sums, boolean add) {
        check.read("sumRows: x", x, rows, rowX, count);
        check.write("sumRows: sums", sums, 1, 0, count);
        kernel.sumRows(rows, count, x, rowX, sums, add);
    }

    @Override
    public void dropout(
            int rows, int count, int seed, int rowNumbers, int threshold, float scale, long x, long rowX, long y,
            long rowY) {
        check.read("dropout: x", x, rows, rowX, count);
        check.write("dropout: y", y, rows, rowY, count);
        kernel.dropout(rows, count, seed, rowNumbers, threshold, scale, x, rowX, y, rowY);
    }

    @Override
    public void uniform(int rows, int count, int seed, int rowNumbers, long y, long rowY) {
        check.write("uniform: y", y, rows, rowY, count);
        kernel.uniform(rows, count, seed, rowNumbers, y, rowY);
    }

    @Override
    public void sumBlocks(int blocks, int count, long x, long blockBytes, long y) {
        check.read("sumBlocks: x", x, blocks, blockBytes, count);
        check.write("sumBlocks: y", y, 1, 0, count);
        kernel.sumBlocks(blocks, count, x, blockBytes, y);
    }
}
